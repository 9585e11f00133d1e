import type { Asking, Fields } from './graphql-asking.ts'
import { change, type Input, type Mutations, nodeOf, unresolved } from './graphql-changes.ts'
import { runNode } from './graphql-checks.ts'
import { forbidden } from './graphql-errors.ts'
import { senderOf } from './requests.ts'

interface RunInput {
  readonly repositoryId: string
  readonly status?: string | null
  readonly conclusion?: string | null
  readonly externalId?: string | null
  readonly detailsUrl?: string | null
  readonly startedAt?: string | null
  readonly completedAt?: string | null
  readonly output?: Output | null
  readonly actions?: readonly Fields[] | null
}

type Creating = Input<RunInput & { readonly name: string; readonly headSha: string }>
type Updating = Input<RunInput & { readonly name?: string | null; readonly checkRunId: string }>

interface Output {
  readonly title: string
  readonly summary: string
  readonly text?: string | null
  readonly annotations?: readonly Annotation[] | null
  readonly images?: readonly (Fields & { readonly imageUrl: string })[] | null
}

interface Annotation {
  readonly path: string
  readonly annotationLevel: string
  readonly location: {
    readonly startLine: number
    readonly endLine: number
    readonly startColumn?: number | null
    readonly endColumn?: number | null
  }
  readonly message: string
  readonly title?: string | null
  readonly rawDetails?: string | null
}

/** Check runs are an App's to write. */
export function checkMutations(asking: Asking): Mutations {
  return {
    createCheckRun: async ({ input }: Creating) => {
      const repository = await writable(asking, input.repositoryId)
      const body = { ...inRest(input), name: input.name, head_sha: input.headSha }
      const run = await change(asking, 'POST', `/repos/${repository}/check-runs`, body)
      return payload(asking, repository, input, run)
    },
    updateCheckRun: async ({ input }: Updating) => {
      const repository = await writable(asking, input.repositoryId)
      const node = asking.means.nodes.get(input.checkRunId)
      if (node?.kind !== 'CheckRun' || node.repository !== repository) {
        throw unresolved(input.checkRunId)
      }
      const path = `/repos/${repository}/check-runs/${node.id}`
      const body = { ...inRest(input), ...given({ name: input.name }) }
      const run = await change(asking, 'PATCH', path, body, nodeOf(input.checkRunId))
      return payload(asking, repository, input, run)
    },
  }
}

async function writable(asking: Asking, repositoryId: string): Promise<string> {
  const repository = await asking.repositoryOf(repositoryId)
  if (repository === null) throw unresolved(repositoryId)
  if (senderOf(asking.call.request) === null) throw forbidden()
  return repository
}

const payload = (
  asking: Asking,
  repository: string,
  input: Input<object>['input'],
  run: Fields,
) => ({
  clientMutationId: input.clientMutationId ?? null,
  checkRun: runNode(asking, repository, run),
})

const inRest = (input: RunInput): Fields =>
  given({
    status: input.status?.toLowerCase(),
    conclusion: input.conclusion?.toLowerCase(),
    external_id: input.externalId,
    details_url: input.detailsUrl,
    started_at: input.startedAt,
    completed_at: input.completedAt,
    output: input.output && outputInRest(input.output),
    actions: input.actions,
  })

const outputInRest = ({ title, summary, text, annotations, images }: Output): Fields =>
  given({
    title,
    summary,
    text,
    annotations: annotations?.map(annotationInRest),
    images: images?.map(({ imageUrl, ...image }) => given({ ...image, image_url: imageUrl })),
  })

const annotationInRest = ({ location, ...annotation }: Annotation): Fields =>
  given({
    path: annotation.path,
    start_line: location.startLine,
    end_line: location.endLine,
    start_column: location.startColumn,
    end_column: location.endColumn,
    annotation_level: annotation.annotationLevel.toLowerCase(),
    message: annotation.message,
    title: annotation.title,
    raw_details: annotation.rawDetails,
  })

/** Without what nobody said. */
const given = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null))
