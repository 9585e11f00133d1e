import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect } from '@jest/globals'
import { type BuiltApp, buildApp } from './built-app.ts'
import { countersign } from './cli.ts'
import { type Files, gitRepository } from './git-repository.ts'

export const SEND = 'export const send = () => {\n  for (;;) {\n    go()\n  }\n}\n'
export const BETTER = SEND.replace('(;;)', '(let left = 5; left > 0; left--)')

const REVIEW = `# Review: send again when the server is down

Verdict: blocking

## Blockers

1. **It never gives up.** \`src/send.ts:2-4\`
2. **The error is swallowed.** \`src/send.ts:3\`
`

let app: BuiltApp
/** A folder with a \`countersign\` that runs what was built. */
let bin: string
beforeAll(() => {
  app = buildApp()
  bin = mkdtempSync(join(tmpdir(), 'countersign-bin-'))
  script(join(bin, 'countersign'), `exec "${process.execPath}" "${app.main}" "$@"`)
})
afterAll(() => {
  app.remove()
  rmSync(bin, { recursive: true })
})

/** Writes a program for sh. */
export function script(path: string, body: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
}

export interface Done {
  readonly code: number | null
  readonly said: string
}

/** What was built, for tests that run it themselves; there once the tests run. */
export const built = (): { readonly main: string; readonly bin: string } => ({
  main: app.main,
  bin,
})

/** A branch, and git at work in it as a person has it: with hooks, an editor, and programs of theirs. */
export function workplace(base: Files = { 'src/send.ts': SEND }) {
  const repo = gitRepository(base)
  repo.git('config', 'user.name', 'casey')
  repo.git('config', 'user.email', 'casey@example.com')
  const git = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Done => {
    const { status, stdout, stderr } = spawnSync('git', words, {
      cwd: repo.folder,
      encoding: 'utf8',
      env: {
        PATH: `${bin}:${process.env.PATH}`,
        HOME: repo.folder,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_EDITOR: 'true',
        ...env,
      },
    })
    return { code: status, said: stdout + stderr }
  }
  const stage = (files: Files) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repo.folder, name)), { recursive: true })
      writeFileSync(join(repo.folder, name), text ?? '')
    }
    repo.git('add', '--all')
  }
  const last = () => repo.git('log', '-1', '--format=%s')
  return { ...repo, run: git, stage, last }
}

export type Workplace = ReturnType<typeof workplace>

/** A branch with two open blockers, a change that is staged, and our hook. */
export async function blocked(): Promise<Workplace> {
  const repo = workplace()
  repo.commit('feat: more', { 'src/more.ts': 'more()\n' })
  repo.commit('docs: review', { 'REVIEW.md': REVIEW }, { by: 'robin' })
  expect((await countersign(repo.folder, ['hook', 'install'])).code).toBe(0)
  repo.stage({ 'src/send.ts': BETTER })
  return repo
}

export const commit = (repo: Workplace, message: string, ...words: readonly string[]): Done =>
  repo.run(['commit', '-q', '-m', message, ...words])
