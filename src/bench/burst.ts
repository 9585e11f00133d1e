import { burstOf, burstTable } from './burst-of.ts'
import type { Part } from './part.ts'
import { newPulls } from './pulls.ts'

export const burst: Part = {
  name: 'burst',
  about:
    'from webhooks to check runs, 500 pull requests opened at once; 100 beside the smallest app',
  run: async (stage) => {
    const { many, some, warmUp } = stage.quick
      ? { many: 6, some: 4, warmUp: 2 }
      : { many: 500, some: 100, warmUp: 20 }
    const github = await stage.gitHub()
    const warm = await newPulls(github, warmUp)
    const all = await newPulls(github, many + some)

    const app = await stage.app(github)
    await burstOf(github, app.url, warm)
    await app.ask('idle')
    const ofMany = await burstOf(github, app.url, all.slice(some))
    await app.ask('idle')
    const ofSome = await burstOf(github, app.url, all.slice(0, some))
    await app.end()

    const smallest = await stage.smallest(github, { throttled: false })
    await burstOf(github, smallest.url, warm)
    const ofSmallest = await burstOf(github, smallest.url, all.slice(0, some))

    const rows = [
      { name: 'Countersign', pulls: many, ...ofMany },
      { name: 'Countersign', pulls: some, ...ofSome },
      { name: 'smallest Probot app, unthrottled', pulls: some, ...ofSmallest },
    ]
    stage.say('\nFrom webhooks to check runs, pull requests opened all at once, in seconds')
    stage.say(
      '  GitHub’s limit of 80 writes a minute is not heeded, to see what else takes time: with it,',
    )
    stage.say(
      `  the last of ${many} checks can’t come before ${Math.floor((many - 1) / 80)} minutes (see "limits").`,
    )
    stage.say(
      '  GitHub busy: the share of the time for which the embedded GitHub kept a processor busy.',
    )
    stage.say(burstTable(rows))
    return { rows }
  },
}
