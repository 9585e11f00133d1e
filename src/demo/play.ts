import type { CheckRun } from './github/check-runs.ts'
import type { Repository } from './github/repository.ts'
import { type Stage, startStage } from './stage.ts'
import type { Step } from './story.ts'
import { terminalText } from './terminal-text.ts'

export type Print = (text: string) => void

/**
 * Starts the embedded GitHub and the App, tells a story, and ends both.
 * @returns why the story failed, null when each step's check run was what the story says
 */
export async function play(
  story: readonly Step[],
  print: Print,
  patienceMs = PATIENCE_MS,
): Promise<string | null> {
  const stage = await startStage()
  try {
    return await tell(story, stage, print, patienceMs)
  } finally {
    await stage.close()
  }
}

/** Tells a story on a stage, printing after each step what a person would see on GitHub; returns what `play` does. */
export async function tell(
  story: readonly Step[],
  { github, app, scene }: Stage,
  print: Print,
  patienceMs = PATIENCE_MS,
): Promise<string | null> {
  print(`GitHub, embedded:  ${github.url}`)
  print(`Countersign:       ${app.url}`)
  for (const [index, step] of story.entries()) {
    print(`\n━━ ${index + 1} of ${story.length} ━━ ${step.told}\n`)
    const head = await step.act(scene)
    const { check, differs } = await awaited(scene.repository, head, step, patienceMs)
    if (check !== null) print(shown(check))
    if (differs !== null) return `Step ${index + 1} ("${step.told}"): ${differs}`
  }
  return null
}

/** Long enough for a machine that is busy with something else. */
const PATIENCE_MS = 20_000

async function awaited(
  repository: Repository,
  head: string,
  { expected }: Step,
  timeoutMs: number,
): Promise<{ readonly check: CheckRun | null; readonly differs: string | null }> {
  const isExpected = (check: CheckRun) =>
    check.conclusion === expected.conclusion &&
    check.title === expected.title &&
    (expected.reason === null || (check.summary ?? '').includes(expected.reason))
  try {
    return {
      check: await repository.waitForCheck(head, isExpected, { timeoutMs }),
      differs: null,
    }
  } catch (error) {
    const [check = null] = await repository.checkRuns(head)
    const wanted = `${expected.conclusion}, "${expected.title}"`
    const found =
      check === null ? 'there is no check run' : `it is ${check.conclusion}, "${check.title}"`
    const why = error instanceof Error ? error.message : String(error)
    return {
      check,
      differs: `the check at ${head.slice(0, 7)} should be ${wanted}; ${found}.\n${why}`,
    }
  }
}

const MARK: Readonly<Record<string, string>> = { success: '✅', failure: '❌', neutral: '⚪' }

function shown({ conclusion, title, summary, annotations, actions, sha }: CheckRun): string {
  const places = annotations.map(
    ({ path, start_line, title: said }) => `${path}:${start_line}  ${said}`,
  )
  const buttons = actions.map(({ label }) => `[ ${label} ]`).join(' ')
  return [
    `${MARK[conclusion ?? ''] ?? '?'} Countersign  ${conclusion}  at ${sha.slice(0, 7)}   ${buttons}`,
    `   ${title}`,
    '',
    indented(terminalText(summary ?? '')),
    ...(places.length === 0 ? [] : ['', indented(`ON THE LINES\n\n${places.join('\n')}`)]),
  ].join('\n')
}

const indented = (text: string): string => text.replaceAll(/^/gm, '   │ ').replaceAll(/ +$/gm, '')
