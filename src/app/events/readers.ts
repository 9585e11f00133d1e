import { checkRun } from './check-run.ts'
import { checkSuite } from './check-suite.ts'
import { issueComment } from './issue-comment.ts'
import { mergeGroup } from './merge-group.ts'
import type { EventReader } from './notice.ts'
import { pullRequest } from './pull-request.ts'
import { pullRequestReview } from './pull-request-review.ts'
import { push } from './push.ts'

/** Every event that the App hears of. */
export const READERS: readonly EventReader[] = [
  pullRequest,
  push,
  checkRun,
  checkSuite,
  issueComment,
  mergeGroup,
  pullRequestReview,
]

const BY_EVENT = new Map(READERS.flatMap((reader) => reader.events.map((event) => [event, reader])))

/** `pull_request.opened`, or `push`, which has no action. */
export const eventOf = (name: string, payload: object): string =>
  'action' in payload && typeof payload.action === 'string' ? `${name}.${payload.action}` : name

/** Who reads that event; null for one that we don't hear of. */
export const readerOf = (event: string): EventReader | null => BY_EVENT.get(event) ?? null
