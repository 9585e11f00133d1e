import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, type Spread, spreadOf, table } from './figures.ts'
import { repositoryOf } from './many-commits.ts'
import type { Part } from './part.ts'

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url))

/** What git alone takes to tell the same commits with what they change. */
const GIT_LOG = ['log', '--patch', '--find-renames', 'main..feat']

export const check: Part = {
  name: 'check',
  about: 'countersign check on a branch of 50 to 1,600 commits with three reports, beside git log',
  run: ({ quick, say }) => {
    const sizes = quick ? [20, 50] : [50, 100, 200, 400, 800, 1_600]
    const turns = quick ? 1 : 7
    const rows = sizes.map((commits) => timed(commits, turns))
    say('\ncountersign check: whole processes, three reports on the branch')
    say(
      table([
        ['commits', 'check: median, ms', 'max', 'git log --patch: median, ms', 'µs a commit more'],
        ...rows.map(({ commits, checking, logging }, index) => [
          String(commits),
          ms(checking.median),
          ms(checking.max),
          ms(logging.median),
          slope(rows, index),
        ]),
      ]),
    )
    return { reports: 3, rows }
  },
}

interface Row {
  readonly commits: number
  readonly checking: Spread
  readonly logging: Spread
}

/** What each commit adds, from the row before. */
function slope(rows: readonly Row[], index: number): string {
  const [before, now] = [rows[index - 1], rows[index]]
  if (before === undefined || now === undefined) return ''
  const more = now.checking.median - before.checking.median
  return ((more * 1_000) / (now.commits - before.commits)).toFixed(0)
}

function timed(commits: number, turns: number): Row {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  try {
    repositoryOf(folder, commits)
    const [checking, logging]: [number[], number[]] = [[], []]
    for (let turn = -1; turn < turns; turn++) {
      const checked = took(process.execPath, [MAIN, 'check'], folder)
      const logged = took('git', GIT_LOG, folder)
      if (!checked.said.includes('approved by REVIEW-R3.md')) {
        throw new Error(`The branch was misread:\n${checked.said}`)
      }
      if (turn < 0) continue
      checking.push(checked.ms)
      logging.push(logged.ms)
    }
    return { commits, checking: spreadOf(checking), logging: spreadOf(logging) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function took(program: string, words: readonly string[], cwd: string) {
  const start = performance.now()
  const { stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error !== undefined) throw error
  return { ms: performance.now() - start, said: stdout + stderr }
}
