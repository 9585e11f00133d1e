import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Disturbed } from '../../../src/demo/github/disturbance.ts'
import { type BuiltApp, buildApp } from '../built-app.ts'
import type { StoryPull } from './pulls.ts'
import { openStage, type Stage, type StageOptions } from './stage.ts'
import { truthOf } from './truth.ts'

/** What a fault leaves behind: pull requests, and how their webhooks were disturbed, if they were. */
export interface Aftermath {
  readonly pulls: readonly StoryPull[]
  readonly disturbed?: Disturbed
  /** Whether nobody had to reconcile: retries, or another replica, did it all. */
  readonly healed?: boolean
}

/** How the App is run: with the queue in its own process, or on Redis. */
export type Engine = 'in process' | 'Redis'

interface Row {
  readonly name: string
  readonly engine: Engine
  readonly figures: readonly number[]
}

/** What the columns of the table are called, after the fault and its engine. */
const COLUMNS = [
  'pull requests',
  'deliveries',
  'dropped',
  'doubled',
  'wrong at its end',
  'wrong when quiet',
  'requests',
  'looks',
  'redelivered',
  'wrong then',
] as const

/** The faults of a file; when they are done, their part of the table is printed. */
export interface Faults {
  /**
   * A fault, and what must hold after every fault: one reconciliation later, once all is quiet, every open pull request
   * has one check run, the one that a fresh assessment gives, and everything that there was to say is said once.
   * @param play plays the story with the fault, to its end; it leaves an App that runs, and to which webhooks go
   */
  readonly fault: (
    name: string,
    engine: Engine,
    play: (stage: Stage) => Promise<Aftermath>,
    options?: StageOptions,
  ) => void
}

export function faultsOfThisFile(): Faults {
  let built: BuiltApp
  const rows: Row[] = []
  beforeAll(() => {
    built = buildApp()
  }, 120_000)
  afterAll(() => {
    built.remove()
    process.stdout.write(tableOf(rows))
  })
  return {
    fault: (name, engine, play, options = {}) => {
      it(`${name} (${engine})`, async () => {
        const redis = engine === 'Redis' ? { redis: options.redis ?? 'durable' } : {}
        const stage = await openStage(built, { ...options, ...redis })
        const { github } = stage
        const truth = truthOf(github)
        try {
          const { pulls, disturbed, healed = false } = await inTime(play(stage))
          const atItsEnd = await truth.wrongChecks(pulls)
          await stage.quiet()
          const quiet = await truth.wrongChecks(pulls)
          if (healed) expect(quiet).toEqual([])
          const { looks, redelivered, requests } = await stage.reconcile()
          await stage.quiet()
          const { length: deliveries } = github.deliveries
          const wrong = await truth.wrong(pulls)
          const { dropped, doubled } = disturbed ?? { dropped: 0, doubled: 0 }
          const figures = [
            pulls.length,
            deliveries,
            dropped,
            doubled,
            atItsEnd.length,
            quiet.length,
            requests,
            looks,
            redelivered,
            wrong.length,
          ]
          rows.push({ name, engine, figures })
          expect(wrong).toEqual([])
        } finally {
          await truth.close()
          await stage.close()
        }
      }, 240_000)
    },
  }
}

/** Whoever waits in vain must not keep the processes alive. */
async function inTime<T>(playing: Promise<T>): Promise<T> {
  const over = new AbortController()
  const late = pause(120_000, undefined, { signal: over.signal }).then(() => {
    throw new Error('The story came to no end within two minutes')
  })
  late.catch(() => {})
  try {
    return await Promise.race([playing, late])
  } finally {
    over.abort()
  }
}

const line = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

const tableOf = (rows: readonly Row[]): string =>
  [
    '',
    line('fault', 'engine', ...COLUMNS),
    line('---', '---', ...COLUMNS.map(() => '---:')),
    ...rows.map(({ name, engine, figures }) => line(name, engine, ...figures)),
    '',
  ].join('\n')
