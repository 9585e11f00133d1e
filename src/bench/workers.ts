import { availableParallelism } from 'node:os'
import { burstOf } from './burst-of.ts'
import { ms, percent, table } from './figures.ts'
import type { Part } from './part.ts'
import { newPulls } from './pulls.ts'
import { NO_REDIS, type Stage } from './stage.ts'

/** Milliseconds after which GitHub's answers come: as if it were here, and as it does. */
const DELAYS = [0, 50]

export const workers: Part = {
  name: 'workers',
  about: 'assessments a second with 1, 2 and 4 workers that share a Redis',
  run: async (stage) => {
    const { counts, pulls } = stage.quick
      ? { counts: [1, 2], pulls: 6 }
      : { counts: [1, 2, 4], pulls: 100 }
    stage.say(
      '\nAssessments a second of pull requests that nobody has seen, by the number of workers',
    )
    stage.say(
      `  Redis, a web process, the workers and GitHub share ${availableParallelism()} processors. GitHub takes much of them;`,
    )
    stage.say('  with an answer after 50 ms, workers wait for it as they do in earnest.')
    const rows: Row[] = []
    for (const delay of DELAYS) {
      for (const count of counts) {
        const row = await measured(stage, count, delay, pulls)
        if (row === null) return skipped(stage)
        rows.push(row)
      }
    }
    stage.say(
      table([
        [
          'GitHub answers after',
          'workers',
          'a second',
          'worker’s processor time each, ms',
          'GitHub busy',
        ],
        ...rows.map(({ delay, workers, perSecond, processorEach, gitHubsShare }) => [
          `${delay} ms`,
          String(workers),
          perSecond.toFixed(1),
          ms(processorEach),
          percent(gitHubsShare),
        ]),
      ]),
    )
    return { rows }
  },
}

interface Row {
  readonly delay: number
  readonly workers: number
  readonly perSecond: number
  /** Of all workers, for each assessment, in ms. */
  readonly processorEach: number
  readonly gitHubsShare: number
}

function skipped(stage: Stage): null {
  stage.say(NO_REDIS)
  return null
}

async function measured(
  stage: Stage,
  count: number,
  delay: number,
  pulls: number,
): Promise<Row | null> {
  const redisUrl = await stage.redis()
  if (redisUrl === null) return null
  const github = await stage.gitHub()
  const warmUp = await newPulls(github, count * 8)
  const all = await newPulls(github, pulls)
  const web = await stage.app(github, { role: 'web', redisUrl })
  const apps = await Promise.all(
    Array.from({ length: count }, () => stage.app(github, { role: 'worker', redisUrl })),
  )
  const processor = async () => {
    const each = await Promise.all(apps.map((app) => app.ask('processor')))
    return each.reduce((sum, one) => sum + one, 0)
  }
  if (delay > 0) github.failNext({ delay, times: Number.POSITIVE_INFINITY })
  await burstOf(github, web.url, warmUp)
  await web.ask('idle')
  const before = await processor()
  const { toLast, gitHubsShare } = await burstOf(github, web.url, all)
  const after = await processor()
  await Promise.all([web, ...apps].map((app) => app.end()))
  return {
    delay,
    workers: count,
    perSecond: (pulls * 1_000) / toLast,
    processorEach: (after - before) / pulls,
    gitHubsShare,
  }
}
