import { burstOf, burstTable } from './burst-of.ts'
import type { Part } from './part.ts'
import { newPulls } from './pulls.ts'

/** What GitHub takes from an installation, and what Countersign allows itself when nothing else is said. */
const WRITES_A_MINUTE = 80

export const limits: Part = {
  name: 'limits',
  about: 'the same burst of 100, with the limits that hold in production',
  run: async (stage) => {
    const pulls = stage.quick ? 3 : 100
    const [ours, theirs] = [await stage.gitHub(), await stage.gitHub()]
    const app = await stage.app(ours, { writesAMinute: WRITES_A_MINUTE })
    const smallest = await stage.smallest(theirs, { throttled: true })
    const [oursAll, theirsAll] = [await newPulls(ours, pulls), await newPulls(theirs, pulls)]
    // Both do little but wait.
    const [ofApp, ofSmallest] = await Promise.all([
      burstOf(ours, app.url, oursAll),
      burstOf(theirs, smallest.url, theirsAll),
    ])
    const rows = [
      { name: 'Countersign', pulls, ...ofApp },
      { name: 'smallest Probot app', pulls, ...ofSmallest },
    ]
    stage.say('\nThe same with the limits of production, in seconds; both at the same time')
    stage.say(
      `  Countersign writes as often as GitHub allows: ${WRITES_A_MINUTE} times a minute, all at once if need be.`,
    )
    stage.say('  Probot lets a second pass between any two writes.')
    stage.say(burstTable(rows))
    return { writesAMinute: WRITES_A_MINUTE, rows }
  },
}
