import { existsSync } from 'node:fs'
import type { Terminal } from './terminal.ts'

/** Goes to the terminal's folder, and reads its `.env` into the environment; what is set there already stays. */
export function loadSettings({ folder }: Pick<Terminal, 'folder'>): void {
  process.chdir(folder)
  if (existsSync('.env')) process.loadEnvFile('.env')
}

/** What is said below the help of every command that has settings. */
export const SETTINGS = `
Settings are environment variables or lines of a file .env; docs/deploying.md lists them.`
