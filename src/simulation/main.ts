import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Probot } from 'probot'
import { readConfig } from '../app/config.ts'
import { createLog } from '../app/log.ts'
import { openPull } from '../app/open-pull.ts'
import { factsAbout } from '../assess/assess.ts'
import { ourCheck } from '../publish/check-run.ts'
import { type Reader, startReader } from '../reader/reader.ts'
import { memoryFacts } from '../snapshot/facts-cache.ts'
import type { PullRef } from '../snapshot/snapshot.ts'
import { simulate } from './simulate.ts'
import { readSnapshot, writeSnapshot } from './snapshot-file.ts'

const USAGE = `Usage:
  npm run simulate -- FILE                     assesses a snapshot, and prints the check run
  npm run simulate -- OWNER/REPO#NUMBER FILE   writes the snapshot of a pull request to a file (needs the App's settings)`

/** `npm run simulate`: what the App says of a snapshot, and how to get one. Exit 0 when green, 1 when red, 2 on wrong use. */
async function main(): Promise<number> {
  const [first, second] = process.argv.slice(2)
  if (first === undefined) return wrong(USAGE)
  const reader = startReader()
  try {
    const pull = pullNamed(first)
    if (pull === null) return await show(first, reader)
    return second === undefined ? wrong(USAGE) : await save(pull, second, reader)
  } finally {
    await reader.close()
  }
}

async function show(file: string, reader: Reader): Promise<number> {
  if (!existsSync(file)) return wrong(`There is no file ${file}.\n${USAGE}`)
  const read = readSnapshot(readFileSync(file, 'utf8'))
  if (!read.ok) return wrong(`${file} is no snapshot:\n${read.problems.join('\n')}`)
  const { run } = await simulate(read.snapshot, reader)
  console.log(`${run.conclusion}: ${run.title}\n\n${run.summary}`)
  return run.conclusion === 'failure' ? 1 : 0
}

async function save(pull: PullRef, file: string, reader: Reader): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const configured = readConfig(process.env)
  if (configured.kind !== 'ready') return wrong('The App has no settings here (docs/deploying.md).')
  const { appId, privateKey, apiUrl } = configured.config
  const probot = new Probot({ appId, privateKey, baseUrl: apiUrl, log: createLog('error') })
  const { owner, repo } = pull
  const asApp = await probot.auth()
  const { data } = await asApp.rest.apps.getRepoInstallation({ owner, repo })
  const octokit = await probot.auth(data.id)
  const { source, opened } = await openPull(
    { octokit, facts: memoryFacts(), ours: ourCheck(appId) },
    pull,
  )
  const { snapshot } = await factsAbout({ reader }, source, opened)
  writeFileSync(file, writeSnapshot(snapshot))
  console.log(
    `Written to ${file}. It holds the reports, messages and commands of this pull request.`,
  )
  return 0
}

function pullNamed(text: string): PullRef | null {
  const found = /^([\w.-]+)\/([\w.-]+)#(\d+)$/u.exec(text)
  if (found === null) return null
  const [, owner = '', repo = '', number] = found
  return { owner, repo, number: Number(number) }
}

function wrong(message: string): number {
  console.error(message)
  return 2
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error('Could not simulate.', error)
    process.exitCode = 2
  },
)
