import { type Print, tell } from './play.ts'
import { openSecondPull, type SecondPull } from './second-pull.ts'
import { type Stage, startStage } from './stage.ts'
import type { Step } from './story.ts'

/** Where browsers look first. */
const PORT = 3000

/**
 * Tells a story, then leaves GitHub and the App up for whoever wants to look around, until a signal ends them.
 * @returns why the story failed; both are ended then
 */
export async function serve(story: readonly Step[], print: Print): Promise<string | null> {
  const stage = await startStage({ port: PORT })
  let stays = false
  try {
    const failed = await tell(story, stage, print)
    if (failed !== null) return failed
    const second = await openSecondPull(stage.scene.repository)
    await stage.scene.repository.waitForCheck(second.head)
    await stage.quiet()
    print(whatToOpen(stage, second))
    stays = true
  } finally {
    if (!stays) await stage.close()
  }
  await signalled()
  await stage.close()
  print('\nBoth are stopped.')
  return null
}

function whatToOpen({ github, app, scene }: Stage, { number, fix }: SecondPull): string {
  const { fullName } = scene.repository
  return `
GitHub and Countersign stay up. Open:

  ${app.url}/${fullName}/pull/1          its page
  ${github.url}/${fullName}/pull/1         the same pull request on GitHub; sign in as casey, robin or outsider
  ${app.url}/badge/${fullName}/1.svg     its badge
  ${app.url}/${fullName}/pull/${number}          a second pull request, which is red

Try, as a comment on ${github.url}/${fullName}/pull/${number}

  /blockers                posts the blockers and their fixes
  /fixed B1 ${fix.slice(0, 12)}   as robin it turns the check green; as outsider it doesn't count, and a reply says why
  /help                    posts what else there is

Ctrl-C ends both.`
}

/** Resolves when somebody wants this to end; a second signal ends it at once. */
const signalled = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
