import { availableParallelism, cpus } from 'node:os'
import { PACE } from '../app/countersign.ts'
import { READING_LIMITS } from '../reader/reader.ts'
import { timeSizes } from './curve.ts'
import { documents, longReport } from './documents.ts'
import { ms, spreadOf, table } from './figures.ts'
import { withstandAll } from './hostile.ts'
import { type Latency, measureLatencies } from './latency.ts'
import { type ReadingTime, timeReading } from './reading.ts'
import { type Counts, countRequests } from './requests.ts'
import { STORY } from './story.ts'
import { startWorld, type World } from './world.ts'

const REPETITIONS = 30
const ITERATIONS = 200
const LONG_ITERATIONS = 30
const LONG_BYTES = 100 * 1024

/** `npm run bench`: tables of figures, nothing judged. */
async function main(): Promise<void> {
  const [cpu] = cpus()
  say(`Node ${process.version}, ${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown CPU'}`)
  say(
    'The App and the embedded GitHub are two HTTP servers in one process. This takes five minutes.',
  )
  say(`The story: ${STORY}.`)
  sayReading()
  saySizes()
  await sayNasty()
  const world = await startWorld()
  try {
    await sayRequests(world)
    await sayLatencies(world)
  } finally {
    await world.close()
  }
}

function sayReading(): void {
  const { real, documents: all } = documents()
  say(
    `\nReading and assessing, in ms, ${ITERATIONS} times each after a warm-up (GitHub not included)`,
  )
  if (!real)
    say('  The seed documents are not beside this repository: these are small ones of its own.')
  say(
    table([
      ['', 'KB', 'blockers', 'reading: median', 'p95', 'assessing: median', 'p95'],
      ...all.map((document) => readingRow(timeReading(document, ITERATIONS))),
      readingRow(timeReading(longReport(LONG_BYTES), LONG_ITERATIONS)),
    ]),
  )
}

const readingRow = ({ name, bytes, blockers, reading, assessing }: ReadingTime) => [
  name,
  (bytes / 1024).toFixed(1),
  String(blockers),
  ms(reading.median),
  ms(reading.p95),
  ms(assessing.median),
  ms(assessing.p95),
]

function saySizes(): void {
  say('\nReading an ordinary review, by its size')
  say(
    table([
      ['KB', 'ms: median', 'p95', 'µs a byte'],
      ...timeSizes().map(({ bytes, ms: { median, p95 } }) => [
        (bytes / 1024).toFixed(0),
        ms(median),
        ms(p95),
        ((median * 1_000) / bytes).toFixed(2),
      ]),
    ]),
  )
}

async function sayNasty(): Promise<void> {
  const { ms: most, threads } = READING_LIMITS
  say(`\nTexts of 512 KB that were made to be slow, read by ${threads} threads within ${most} ms`)
  say('  blocked: the longest time for which the App answered nobody else, in ms')
  say(
    table([
      ['', 'answered after ms', 'how it ended', 'blocked'],
      ...(await withstandAll()).map(({ name, ms: took, end, blocked }) => [
        name,
        took.toFixed(0),
        end,
        blocked.toFixed(0),
      ]),
    ]),
  )
}

async function sayRequests(world: World): Promise<void> {
  const costs = await countRequests(world)
  say('\nAPI requests for each event, reads + writes')
  say(
    '  cold: by an App that has just started; warm: by one that runs and has seen all but the new commits',
  )
  say(
    table([
      ['', 'cold', 'warm', 'and for tokens: cold', 'warm'],
      ...costs.map(({ event, cold, warm }) => [
        event,
        sum(cold),
        sum(warm),
        String(cold.tokens),
        String(warm.tokens),
      ]),
    ]),
  )
  say('  of what kind, cold:')
  for (const { event, cold } of costs) {
    const kinds = [...cold.asked].map(([kind, count]) =>
      count === 1 ? kind : `${count} × ${kind}`,
    )
    say(`    ${event}: ${kinds.join(', ')}`)
  }
}

const sum = ({ reads, writes }: Counts): string => `${reads + writes} = ${reads} + ${writes}`

async function sayLatencies(world: World): Promise<void> {
  say(`\nFrom webhook to check run, in ms, ${REPETITIONS} times each`)
  say(
    '  from: the webhook leaves the embedded GitHub; to: the request that writes the check run is there',
  )
  say(
    `  in it: the ${PACE.settle} ms for which the App waits for further events, and the embedded GitHub's answers`,
  )
  say(
    '  not in it: a network, and Octokit’s limit of one write a second (the repetitions keep that distance)',
  )
  const { opened, pushed, rerun, answers } = await measureLatencies(world, REPETITIONS)
  const row = (name: string, values: readonly Latency[]) => {
    const { median, p95 } = spreadOf(values.map(({ all }) => all))
    return [name, ms(median), ms(p95), ms(spreadOf(values.map(({ gitHub }) => gitHub)).median)]
  }
  const { median, p95 } = spreadOf(answers)
  say(
    table([
      ['', 'median', 'p95', 'GitHub answering: median'],
      row('opened: no commit seen before (cold)', opened),
      row('push: only the new commit unseen', pushed),
      row('re-run: all seen (warm)', rerun),
      [`the App’s answer to each of ${answers.length} webhooks`, ms(median), ms(p95)],
    ]),
  )
}

const say = (text: string): void => console.log(text)

await main()
