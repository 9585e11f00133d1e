import { play } from './play.ts'
import { STORY } from './story.ts'

/** `npm run demo`: the life of one pull request, without credentials and without internet. */
async function main(): Promise<void> {
  const failed = await play(STORY, (text) => console.log(text))
  if (failed === null) {
    console.log(
      `\nThe story is told: ${STORY.length} steps, each with the check run that it should have.`,
    )
    return
  }
  console.error(`\nThe demo failed. ${failed}`)
  process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error('The demo could not be played.', error)
  process.exitCode = 1
})
