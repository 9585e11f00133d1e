import { play } from './play.ts'
import { serve } from './serve.ts'
import { STORY } from './story.ts'

const USAGE = `Usage:
  npm run demo               tells the life of one pull request
  npm run demo -- --serve    the same, then leaves GitHub and Countersign up, to look around and try the commands`

const print = (text: string): void => console.log(text)

/**
 * `npm run demo`: the life of one pull request, without credentials and without internet. Exit 0 when it was told, 1
 * when it failed, 2 on wrong use.
 */
async function main(given: readonly string[]): Promise<number> {
  const unknown = given.find((one) => one !== '--serve')
  if (unknown !== undefined) {
    console.error(`The demo doesn't know "${unknown}".\n${USAGE}`)
    return 2
  }
  const failed = given.length === 0 ? await played() : await serve(STORY, print)
  if (failed === null) return 0
  console.error(`\nThe demo failed. ${failed}`)
  return 1
}

async function played(): Promise<string | null> {
  const failed = await play(STORY, print)
  if (failed === null) {
    print(
      `\nThe story is told: ${STORY.length} steps, each with the check run that it should have.\nTo look around in it, and to try the commands: npm run demo -- --serve`,
    )
  }
  return failed
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error('The demo could not be played.', error)
    process.exitCode = 1
  },
)
