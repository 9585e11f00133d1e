import { z } from 'zod'
import type { Octokit } from '../snapshot/asking.ts'
import { graph, graphErrors } from '../snapshot/graph.ts'
import type { Annotation } from './annotations.ts'

/** Something to write on a pull request: in its conversation, or as a check of it. */
export type Saying =
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'edit'; readonly id: string; readonly body: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'react' | 'unreact'; readonly to: string; readonly with: Reaction }
  | CheckSaying

export interface CheckSaying {
  readonly kind: 'check'
  /** GitHub's global node id of the repository. */
  readonly repository: string
  /** A new run on that commit, or the run of that id. */
  readonly on: { readonly head: string; readonly name: string } | { readonly run: string }
  readonly says: {
    readonly externalId: string
    /** Null while it isn't done. */
    readonly conclusion: 'success' | 'failure' | 'neutral' | null
    readonly title: string
    readonly summary: string
    /** Added to those that it has; 50 at most. */
    readonly annotations: readonly Annotation[]
    readonly details: string | null
    readonly buttons: readonly Button[]
  }
}

export interface Button {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

/** GitHub's names: 👀, 🚀, 😕. */
export type Reaction = 'EYES' | 'ROCKET' | 'CONFUSED'

/** GitHub takes no more than so much work in one request (its limit of nodes is far above). */
const BATCH = 25

/** What became of it. */
export interface Said {
  /** What GitHub refused because it isn't there any more or isn't for us, each a sentence of GitHub's. */
  readonly refused: readonly string[]
  /** The ids of check runs that were made. */
  readonly runs: readonly string[]
}

/**
 * Says all of it, in the order given and in as few requests as can be.
 * @param pull the pull request's global node id, for comments
 * @throws when GitHub fails, or refuses a check; what had been said by then stays
 */
export async function say(
  octokit: Octokit,
  pull: string,
  sayings: readonly Saying[],
): Promise<Said> {
  const refused: string[] = []
  const runs: string[] = []
  for (let start = 0; start < sayings.length; start += BATCH) {
    const changes = sayings.slice(start, start + BATCH).map((saying) => changeOf(pull, saying))
    const said = await mutate(octokit, changes)
    refused.push(...said.refused)
    runs.push(...said.runs)
  }
  return { refused, runs }
}

interface Change {
  readonly field: string
  readonly input: Readonly<Record<string, unknown>>
  /** Without it everything else would be worth nothing. */
  readonly isNeeded: boolean
}

function changeOf(pull: string, saying: Saying): Change {
  switch (saying.kind) {
    case 'comment':
      return change('addComment', { subjectId: pull, body: saying.body })
    case 'edit':
      return change('updateIssueComment', { id: saying.id, body: saying.body })
    case 'delete':
      return change('deleteIssueComment', { id: saying.id })
    case 'react':
      return change('addReaction', { subjectId: saying.to, content: saying.with })
    case 'unreact':
      return change('removeReaction', { subjectId: saying.to, content: saying.with })
    case 'check':
      return checkChange(saying)
  }
}

const change = (field: string, input: Change['input'], isNeeded = false): Change => ({
  field,
  input,
  isNeeded,
})

function checkChange({ repository, on, says }: CheckSaying): Change {
  const { externalId, conclusion, title, summary, annotations, details, buttons } = says
  const input = {
    repositoryId: repository,
    externalId,
    status: conclusion === null ? 'IN_PROGRESS' : 'COMPLETED',
    ...(conclusion !== null && { conclusion: conclusion.toUpperCase() }),
    ...(details !== null && { detailsUrl: details }),
    output: { title, summary, annotations: annotations.map(annotationOf) },
    actions: buttons,
  }
  return 'run' in on
    ? change('updateCheckRun', { ...input, checkRunId: on.run }, true)
    : change('createCheckRun', { ...input, headSha: on.head, name: on.name }, true)
}

const annotationOf = (one: Annotation) => ({
  path: one.path,
  location: { startLine: one.start_line, endLine: one.end_line },
  annotationLevel: one.annotation_level.toUpperCase(),
  title: one.title,
  message: one.message,
})

/** GitHub does the changes of one mutation one after the other; one that fails doesn't keep the rest from being done. */
async function mutate(octokit: Octokit, changes: readonly Change[]): Promise<Said> {
  const inputs = changes.map(({ field }, index) => `$i${index}: ${typeOf(field)}`)
  const fields = changes.map(({ field }, index) => {
    const wanted = field === 'createCheckRun' ? 'checkRun { id }' : 'clientMutationId'
    return `c${index}: ${field}(input: $i${index}) { ${wanted} }`
  })
  const variables = Object.fromEntries(changes.map(({ input }, index) => [`i${index}`, input]))
  try {
    const text = `mutation Say(${inputs.join(', ')}) { ${fields.join(' ')} }`
    // To say it twice would be worse than to say it later.
    return { refused: [], runs: runsIn(await graph(octokit, text, variables, { retries: 0 })) }
  } catch (error) {
    const errors = graphErrors(error)
    const isBearable = errors.every(({ type, path }) => {
      const place = Number(/^c(\d+)$/u.exec(String(path?.[0]))?.[1] ?? Number.NaN)
      return REFUSED.has(type ?? '') && changes[place]?.isNeeded === false
    })
    if (errors.length === 0 || !isBearable) throw error
    const { data } = error as { readonly data?: unknown }
    return { refused: errors.map(({ message }) => message ?? 'refused'), runs: runsIn(data) }
  }
}

/** The type of a change's input, by GitHub's rule. */
const typeOf = (field: string): string => `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`

const runsIn = (data: unknown): readonly string[] =>
  Object.values(Answer.parse(data)).flatMap((one) => one?.checkRun?.id ?? [])

const Answer = z
  .record(
    z.string(),
    z.looseObject({ checkRun: z.object({ id: z.string() }).nullish() }).nullable(),
  )
  .nullish()
  .transform((data) => data ?? {})

/** A comment was deleted, a conversation locked, or the App has not been given the permission yet. */
const REFUSED = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE'])
