import { type CheckMemory, ownApp } from './check-memory.ts'
import type { Client } from './client.ts'
import type { DeliveryAnswer } from './deliveries.ts'
import type { Events } from './events.ts'
import { branchHead } from './git-objects.ts'
import type { LivePulls } from './live-pulls.ts'
import { type Pull, runShape, suiteShape } from './shapes.ts'

/** "Re-run" on a check. GitHub leaves the run as it is: the App decides. */
export async function sendRerequested(
  client: Client,
  memory: CheckMemory,
  events: Events,
  repository: string,
  id: number,
  sender: string,
  pulls: readonly Pull[] = [],
): Promise<DeliveryAnswer | null> {
  const run = await runForEvent(client, memory, repository, id, pulls)
  return events.send('check_run', repository, sender, { action: 'rerequested', check_run: run })
}

/** A button under a check. */
export async function sendButton(
  client: Client,
  memory: CheckMemory,
  events: Events,
  repository: string,
  press: { readonly id: number; readonly identifier: string; readonly sender: string },
  pulls: readonly Pull[],
): Promise<DeliveryAnswer | null> {
  const run = await runForEvent(client, memory, repository, press.id, pulls)
  return events.send('check_run', repository, press.sender, {
    action: 'requested_action',
    requested_action: { identifier: press.identifier },
    check_run: run,
  })
}

/** "Re-run all checks". */
export async function sendSuiteRerequested(
  client: Client,
  events: Events,
  repository: string,
  id: number,
  sender: string,
  pulls: readonly Pull[] = [],
): Promise<DeliveryAnswer | null> {
  const suite = await client.get(suiteShape, `/repos/${repository}/check-suites/${id}`)
  return events.send('check_suite', repository, sender, {
    action: 'rerequested',
    check_suite: {
      ...(await suiteForEvent(client, repository, suite, pulls)),
      status: 'queued',
      conclusion: null,
    },
  })
}

/** A suite as an event carries it: GitHub names no branch when the commit came from a fork. */
export async function suiteForEvent(
  client: Client,
  repository: string,
  suite: Readonly<Record<string, unknown>>,
  pulls: readonly Pull[],
): Promise<Readonly<Record<string, unknown>>> {
  const branch = typeof suite.head_branch === 'string' ? suite.head_branch : null
  const head = branch === null ? null : await branchHead(client, repository, branch)
  return {
    ...suite,
    head_branch: head === suite.head_sha ? branch : null,
    app: ownApp(new URL(String(suite.url)).origin),
    pull_requests: pulls.map(brief),
  }
}

async function runForEvent(
  client: Client,
  memory: CheckMemory,
  repository: string,
  id: number,
  pulls: readonly Pull[],
): Promise<Readonly<Record<string, unknown>>> {
  const run = await client.get(runShape, `/repos/${repository}/check-runs/${id}`)
  const suite =
    run.check_suite === null
      ? null
      : await suiteForEvent(client, repository, run.check_suite, pulls)
  return { ...memory.complete(run), check_suite: suite, pull_requests: pulls.map(brief) }
}

/** The open pull requests with that head in the repository itself: GitHub lists no others in check events. */
export async function pullsAt(
  live: LivePulls,
  repository: string,
  sha: string,
): Promise<readonly Pull[]> {
  const open = await live.open(repository)
  return open.filter(({ head }) => head.sha === sha && head.repo?.full_name === repository)
}

const brief = (pull: Pull) => ({
  id: pull.id,
  number: pull.number,
  url: pull.url,
  head: end(pull.head),
  base: end(pull.base),
})

const end = ({ ref, sha, repo }: Pull['head']) => ({
  ref,
  sha,
  repo: repo === null ? null : { id: repo.id, name: repo.name, url: repo.url },
})
