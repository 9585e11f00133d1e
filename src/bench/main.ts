import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { acknowledgement } from './acknowledgement.ts'
import { alone } from './alone.ts'
import { burst } from './burst.ts'
import { check } from './check.ts'
import { readWords } from './command-line.ts'
import { core } from './core.ts'
import { sizes } from './curve.ts'
import { hostile } from './hostile.ts'
import { limits } from './limits.ts'
import { memory } from './memory.ts'
import type { Part } from './part.ts'
import { reading } from './reading.ts'
import { requests } from './requests.ts'
import { openStage } from './stage.ts'
import { STORY } from './story.ts'
import { workers } from './workers.ts'

const PARTS: readonly Part[] = [
  reading,
  sizes,
  hostile,
  core,
  check,
  requests,
  acknowledgement,
  alone,
  burst,
  limits,
  workers,
  memory,
]

const USAGE = `Usage: npm run bench -- [--only PART]… [--quick] [--json FILE]

  --only PART   this part, and no other that isn't named as well
  --quick       few repetitions: whether it works, not how fast it is
  --json FILE   writes the figures to a file, too (docs/bench.md says how)

Parts:
${PARTS.map(({ name, about }) => `  ${name.padEnd(16)} ${about}`).join('\n')}`

/** `npm run bench`: tables of figures, nothing judged. Exit 0 when all was measured, 1 when it failed, 2 on wrong use. */
async function main(given: readonly string[]): Promise<number> {
  const words = readWords(
    given,
    PARTS.map(({ name }) => name),
  )
  switch (words.kind) {
    case 'help':
      say(USAGE)
      return 0
    case 'wrong':
      console.error(`bench: ${words.problem}\n\n${USAGE}`)
      return 2
    case 'run': {
      const machine = machineHere()
      say(`Node ${machine.node}, ${machine.cores} × ${machine.cpu}`)
      say(
        'Countersign, and what it is compared with, are processes of their own; the embedded GitHub',
      )
      say(
        'is in the process of the bench. They share this machine, and there is no network between them.',
      )
      say(`The story: ${STORY}.`)
      const parts: Record<string, object | null> = {}
      for (const part of PARTS) {
        if (words.parts.includes(part.name)) parts[part.name] = await run(part, words.quick)
      }
      if (words.json !== null) {
        writeFileSync(
          words.json,
          `${JSON.stringify({ ...machine, quick: words.quick, parts }, null, 2)}\n`,
        )
      }
      return 0
    }
  }
}

async function run(part: Part, quick: boolean): Promise<object | null> {
  const stage = openStage(quick, say)
  try {
    return await part.run(stage)
  } finally {
    await stage.close()
  }
}

const machineHere = () => ({
  at: new Date().toISOString(),
  node: process.version,
  cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
  cores: availableParallelism(),
})

const say = (text: string): void => console.log(text)

// Ended like this, it takes its processes along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error('The bench failed.', error)
    process.exitCode = 1
  },
)
