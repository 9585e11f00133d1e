import type { MadeApp } from './conversion.ts'
import { addToEnvFile, namesIn } from './env-file.ts'

/** What the set-up writes, and never over something else. */
export const CREDENTIALS = [
  'APP_ID',
  'PRIVATE_KEY',
  'PRIVATE_KEY_PATH',
  'WEBHOOK_SECRET',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
] as const

export type Kept = { readonly ok: true } | { readonly ok: false; readonly problem: string }

/** The settings with which the App is started from now on. */
export function valuesOf(
  app: MadeApp,
  { publicUrl, apiUrl }: { readonly publicUrl: string | null; readonly apiUrl: string | undefined },
): Readonly<Record<string, string>> {
  return {
    APP_ID: String(app.id),
    // On one line, without quotes, backslashes and spaces: Node, Docker, systemd and shells read those differently.
    PRIVATE_KEY: Buffer.from(app.key).toString('base64'),
    WEBHOOK_SECRET: app.webhookSecret,
    GITHUB_CLIENT_ID: app.clientId,
    GITHUB_CLIENT_SECRET: app.clientSecret,
    ...(publicUrl !== null && { PUBLIC_URL: publicUrl }),
    ...(apiUrl !== undefined && apiUrl !== '' && { GITHUB_API_URL: apiUrl }),
  }
}

/** Writes them into a file of settings, unless that has some of them already; addresses that it has stay. */
export function keep(path: string, values: Readonly<Record<string, string>>): Kept {
  try {
    const taken = namesIn(path, CREDENTIALS)
    if (taken.length > 0) return { ok: false, problem: takenIn(path, taken) }
    const there = namesIn(path, Object.keys(values))
    const missing = Object.entries(values).filter(([name]) => !there.includes(name))
    addToEnvFile(path, Object.fromEntries(missing))
    return { ok: true }
  } catch (error) {
    return { ok: false, problem: `${path} can’t be written: ${reasonOf(error)}.` }
  }
}

const takenIn = (path: string, names: readonly string[]): string =>
  `${path} has ${names.join(', ')} already, and nothing is replaced there. Take the lines away, or name another file.`

/** By the code of the failure, as its words may name a file beside. */
function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return WORDS[code ?? ''] ?? code ?? 'it failed'
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'whoever runs the server may not write there (EACCES)',
  EPERM: 'whoever runs the server may not write there (EPERM)',
  EROFS: 'the file system is read-only (EROFS)',
  ENOSPC: 'the disk is full (ENOSPC)',
  ENOENT: 'its folder does not exist (ENOENT)',
  ENOTDIR: 'its folder is a file (ENOTDIR)',
  EISDIR: 'it is a folder (EISDIR)',
}
