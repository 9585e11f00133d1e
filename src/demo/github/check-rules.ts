import { checkRunProblem, listOf } from './check-limits.ts'
import type { Annotation, CheckAction, CheckExtras, CheckMemory } from './check-memory.ts'
import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import type { Reply } from './front.ts'
import { hasCommit } from './git-objects.ts'
import { fieldsOf, jsonOf, jsonReply, paged, refusal, withJson } from './replies.ts'
import { senderOf } from './requests.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'
import { runListShape } from './shapes.ts'

/** Check runs as GitHub keeps them: annotations are appended, limits are refused, the author is named. */
export function checkRules(client: Client, memory: CheckMemory, clock: Clock): readonly Rule[] {
  const one = repositoryPath('/check-runs/:id')
  return [
    {
      method: 'POST',
      path: repositoryPath('/check-runs'),
      answer: (call) => create(client, memory, clock, call),
    },
    { method: 'PATCH', path: one, answer: (call) => update(memory, clock, call) },
    { method: 'GET', path: one, answer: async (call) => completed(memory, await call.forward()) },
    {
      method: 'GET',
      path: repositoryPath('/check-runs/:id/annotations'),
      answer: async (call) => annotationsOf(memory, call),
    },
    {
      method: 'GET',
      path: repositoryPath('/commits/*ref/check-runs'),
      answer: (call) => listed(client, memory, call),
    },
  ]
}

async function create(
  client: Client,
  memory: CheckMemory,
  clock: Clock,
  call: Call,
): Promise<Reply> {
  const problem = checkRunProblem(call.fields, true)
  if (problem !== null) return refusal(422, problem)
  const sha = String(call.fields.head_sha ?? '')
  if (!(await hasCommit(client, call.repository, sha))) {
    return refusal(422, `No commit found for SHA: ${sha}`)
  }
  const started = { started_at: clock.now() }
  const reply = await call.forward({ ...started, ...forEmulator(call, clock) })
  if (reply.status >= 400) return reply
  const byApp = senderOf(call.request) !== null
  memory.put(idOf(reply), extrasAfter({ byApp, annotations: [], actions: [] }, call))
  return completed(memory, reply)
}

async function update(memory: CheckMemory, clock: Clock, call: Call): Promise<Reply> {
  const problem = checkRunProblem(call.fields, false)
  if (problem !== null) return refusal(422, problem)
  const id = Number(call.param('id'))
  const before = memory.of(id)
  const byApp = senderOf(call.request) !== null
  if (byApp && before !== undefined && !before.byApp) {
    return refusal(
      403,
      'Invalid app_id `7` - check run can only be modified by the GitHub App that created it.',
    )
  }
  const reply = await call.forward(forEmulator(call, clock))
  if (reply.status >= 400) return reply
  memory.put(id, extrasAfter(before ?? { byApp, annotations: [], actions: [] }, call))
  return completed(memory, reply)
}

/** A conclusion completes the run by itself, now; annotations and buttons are kept here and not there. */
function forEmulator(call: Call, clock: Clock): Readonly<Record<string, unknown>> {
  const { output, actions: _, ...fields } = call.fields
  const { annotations: __, ...texts } = fieldsOf(output)
  return {
    ...(typeof fields.conclusion === 'string'
      ? { status: 'completed', completed_at: clock.now() }
      : {}),
    ...fields,
    ...(output === undefined ? {} : { output: texts }),
  }
}

function extrasAfter(before: CheckExtras, { fields }: Call): CheckExtras {
  const added = listOf(fieldsOf(fields.output).annotations) as readonly Annotation[]
  return {
    byApp: before.byApp,
    annotations: [...before.annotations, ...added],
    actions: Array.isArray(fields.actions) ? (fields.actions as CheckAction[]) : before.actions,
  }
}

const completed = (memory: CheckMemory, reply: Reply): Reply =>
  reply.status >= 400 ? reply : withJson(reply, memory.complete(jsonOf(reply)))

const idOf = (reply: Reply): number => Number(fieldsOf(jsonOf(reply)).id)

function annotationsOf(memory: CheckMemory, { request, param, repository }: Call): Reply {
  const all = memory.of(Number(param('id')))?.annotations ?? []
  const { page, link } = paged(request.url, all)
  const shown = page.map((annotation) => ({
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    blob_href: `${request.url.origin}/${repository}/blob/${annotation.path}`,
    ...annotation,
  }))
  return jsonReply(200, shown, link === null ? {} : { link })
}

async function listed(client: Client, memory: CheckMemory, call: Call): Promise<Reply> {
  const reply = await call.forward()
  if (reply.status >= 400) return reply
  const { url } = call.request
  // The emulator takes runs of the same name for one, whoever made them and in whichever workflow.
  const all = await client.get(runListShape, `${url.pathname}?filter=all`)
  const isLatestOnly = url.searchParams.get('filter') !== 'all'
  const complete = all.check_runs.map((run) => memory.complete(run))
  const runs = (isLatestOnly ? latest(complete) : complete).filter((run) =>
    matches(run, url.searchParams),
  )
  const { page, link } = paged(url, runs)
  const body = { total_count: runs.length, check_runs: page }
  return jsonReply(200, body, link === null ? {} : { link })
}

type Fields = Readonly<Record<string, unknown>>

/** Of the runs with the same name in a suite only the newest, which comes first. */
function latest(runs: readonly Fields[]): readonly Fields[] {
  const keyOf = (run: Fields) => `${String(fieldsOf(run.check_suite).id)} ${String(run.name)}`
  const newest = new Map(runs.toReversed().map((run) => [keyOf(run), run]))
  return runs.filter((run) => newest.get(keyOf(run)) === run)
}

function matches(run: Fields, wanted: URLSearchParams): boolean {
  return (
    (wanted.get('app_id') ?? String(fieldsOf(run.app).id)) === String(fieldsOf(run.app).id) &&
    (wanted.get('check_name') ?? run.name) === run.name &&
    (wanted.get('status') ?? run.status) === run.status
  )
}
