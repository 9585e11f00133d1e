import type { Octokit } from '../../snapshot/asking.ts'

/** Something to say in the conversation of a pull request, or to change in what we said. */
export type Saying =
  | { readonly kind: 'comment'; readonly body: string }
  | { readonly kind: 'edit'; readonly id: string; readonly body: string }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'react' | 'unreact'; readonly to: string; readonly with: Reaction }

/** GitHub's names: 👀, 🚀, 😕. */
export type Reaction = 'EYES' | 'ROCKET' | 'CONFUSED'

/** GitHub takes no more than so much work in one request (its limit of nodes is far above). */
const BATCH = 25

/**
 * Says all of it, in the order given and in as few requests as can be.
 * @param pull the pull request's global node id
 * @returns what GitHub refused because it isn't there any more or isn't for us, each a sentence of GitHub's
 * @throws when GitHub fails; what had been said by then stays
 */
export async function say(
  octokit: Octokit,
  pull: string,
  sayings: readonly Saying[],
): Promise<readonly string[]> {
  const refused: string[] = []
  for (let start = 0; start < sayings.length; start += BATCH) {
    const changes = sayings.slice(start, start + BATCH).map((saying) => changeOf(pull, saying))
    refused.push(...(await mutate(octokit, changes)))
  }
  return refused
}

interface Change {
  readonly field: string
  /** The type of its input, by GitHub's rule. */
  readonly type: string
  readonly input: Readonly<Record<string, string>>
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
  }
}

const change = (field: string, input: Change['input']): Change => ({
  field,
  type: `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`,
  input,
})

/** GitHub does the changes of one mutation one after the other; one that fails doesn't keep the rest from being done. */
async function mutate(octokit: Octokit, changes: readonly Change[]): Promise<readonly string[]> {
  const inputs = changes.map(({ type }, index) => `$i${index}: ${type}`)
  const fields = changes.map(
    ({ field }, index) => `c${index}: ${field}(input: $i${index}) { clientMutationId }`,
  )
  const variables = Object.fromEntries(changes.map(({ input }, index) => [`i${index}`, input]))
  try {
    // To say it twice would be worse than to say it later.
    const request = { request: { retries: 0 } }
    await octokit.graphql(`mutation Say(${inputs.join(', ')}) { ${fields.join(' ')} }`, {
      ...variables,
      ...request,
    })
    return []
  } catch (error) {
    const { errors } = error as { readonly errors?: readonly Refusal[] }
    if (errors?.every(({ type }) => REFUSED.has(type ?? ''))) {
      return errors.map(({ message }) => message ?? 'refused')
    }
    throw error
  }
}

interface Refusal {
  readonly type?: string
  readonly message?: string
}

/** A comment was deleted, a conversation locked, or the App has not been given the permission yet. */
const REFUSED = new Set(['NOT_FOUND', 'FORBIDDEN', 'UNPROCESSABLE'])
