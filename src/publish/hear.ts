import { z } from 'zod'
import type { Asking } from '../snapshot/asking.ts'
import {
  DEFAULTS_HIDDEN,
  FACTS,
  FACTS_VARIABLES,
  factsVariables,
  PullFacts,
  type PullNow,
  pullFrom,
} from '../snapshot/github-pull.ts'
import { graph, missing } from '../snapshot/graph.ts'
import type { PullRef } from '../snapshot/snapshot.ts'

/** Beyond so many, the rest is answered without. */
const MOST = 25

/**
 * Puts our eyes on what was heard, and reads the pull request in which it was said by the answer to that: whoever gave a
 * command sees at once that it was heard, and it costs no request more.
 * @param heard global node ids of comments and reviews; at least one
 * @throws when one of them isn't there any more, or GitHub fails
 */
export async function hear(
  asking: Asking,
  pull: PullRef,
  heard: readonly string[],
): Promise<PullNow> {
  const ids = heard.slice(0, MOST)
  const inputs = ids.map((_, index) => `$i${index}: AddReactionInput!`)
  const fields = ids.map((_, index) => {
    const wanted = index === 0 ? `subject { ${WHERE} }` : 'clientMutationId'
    return `c${index}: addReaction(input: $i${index}) { ${wanted} }`
  })
  const text = `mutation Hear(${inputs.join(', ')}, ${FACTS_VARIABLES}) { ${fields.join(' ')} }
${FACTS}`
  const reactions = ids.map((id, index) => [`i${index}`, { subjectId: id, content: 'EYES' }])
  const variables = { ...Object.fromEntries(reactions), ...factsVariables(asking) }
  // Said twice, it is the same reaction.
  const { subject } = Answer.parse(await graph(asking.octokit, text, variables, DEFAULTS_HIDDEN)).c0
  const facts = subject?.commented ?? subject?.reviewed
  if (!facts) throw missing('pull request of what was heard')
  return pullFrom(asking, pull, facts)
}

/** By names of their own, as their types differ: a review has a pull request always, a comment may have none. */
const WHERE = `... on IssueComment { commented: pullRequest { ...Facts } }
    ... on PullRequestReview { reviewed: pullRequest { ...Facts } }`

const Answer = z.object({
  c0: z.object({
    subject: z.object({ commented: PullFacts.nullish(), reviewed: PullFacts.nullish() }).nullable(),
  }),
})
