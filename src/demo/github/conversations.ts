import type { Client } from './client.ts'
import { commentKey, type Dates, datedIssue } from './dates.ts'
import type { LivePulls } from './live-pulls.ts'
import { fieldsOf } from './replies.ts'
import { listShape, type Pull, pullShape } from './shapes.ts'

type Fields = Readonly<Record<string, unknown>>

/** Issues and their comments as GitHub shows them. */
export interface Conversations {
  readonly comment: (repository: string, value: unknown) => Promise<Fields>
  /** Says that it is a pull request when it is one. */
  readonly issue: (repository: string, value: unknown) => Promise<Fields>
  /** The issue that every pull request is; null when there is none of that number. */
  readonly issueOfPull: (repository: string, number: number) => Promise<Fields | null>
  /** A pull request with the number of its comments, which the emulator leaves at none. */
  readonly counted: (pull: Pull) => Promise<Pull>
  /** To be called before a comment gets another text. */
  readonly edit: (id: number, from: unknown) => void
  /** What the last edit changed. */
  readonly changes: (id: unknown) => Fields
}

export function conversations(client: Client, live: LivePulls, dates: Dates): Conversations {
  const earlierTexts = new Map<number, unknown>()
  const pullAt = async (repository: string, number: unknown): Promise<Pull | null> => {
    const path = `/repos/${repository}/pulls/${String(number)}`
    const { status, body } = await client.ask('GET', path)
    return status === 200 ? live.show(pullShape.parse(body)) : null
  }
  /** What has once been a pull request remains one. */
  const kinds = new Map<string, boolean>()
  const isPull = async (repository: string, number: string): Promise<boolean> => {
    const path = `/repos/${repository}/pulls/${number}`
    const found = kinds.get(path) ?? (await client.ask('GET', path)).status === 200
    kinds.set(path, found)
    return found
  }
  const countOf = async (repository: string, number: number): Promise<number> => {
    for (let page = 1, sum = 0; ; page++) {
      const path = `/repos/${repository}/issues/${number}/comments?per_page=100&page=${page}`
      const { length } = await client.get(listShape, path)
      sum += length
      if (length < 100) return sum
    }
  }
  const counted = async (pull: Pull): Promise<Pull> => ({
    ...pull,
    comments: await countOf(pull.base.repo?.full_name ?? '', pull.number),
  })

  return {
    counted,
    comment: async (repository, value) => {
      const comment = fieldsOf(value)
      const { created, updated } = dates.of(commentKey(comment.id))
      const number = String(comment.issue_url).split('/').at(-1) ?? ''
      const link = String(comment.html_url)
      return {
        ...comment,
        html_url: (await isPull(repository, number))
          ? link.replace(`/issues/${number}#`, `/pull/${number}#`)
          : link,
        created_at: created,
        updated_at: updated,
      }
    },
    issue: async (repository, value) => {
      const issue = datedIssue(dates, repository, fieldsOf(value))
      const pull = await pullAt(repository, issue.number)
      return pull === null ? issue : { ...issue, ...asIssue(pull) }
    },
    issueOfPull: async (repository, number) => {
      const pull = await pullAt(repository, number)
      if (pull === null) return null
      const { comments } = await counted(pull)
      return { ...common(pull), comments, ...asIssue(pull) }
    },
    edit: (id, from) => {
      earlierTexts.set(id, from)
      dates.touch(commentKey(id))
    },
    changes: (id) => ({ body: { from: earlierTexts.get(Number(id)) } }),
  }
}

/** What an issue has because it is a pull request. */
function asIssue({ url, html_url, diff_url, patch_url, draft, merged_at }: Pull): Fields {
  return { html_url, draft, pull_request: { url, html_url, diff_url, patch_url, merged_at } }
}

/** What pull requests and issues have in common. */
function common(pull: Pull): Fields {
  const issue = String(pull.issue_url)
  const shared = Object.fromEntries(SHARED.map((name) => [name, pull[name]]))
  return {
    url: issue,
    repository_url: issue.replace(/\/issues\/\d+$/, ''),
    labels_url: `${issue}/labels{/name}`,
    comments_url: `${issue}/comments`,
    events_url: `${issue}/events`,
    timeline_url: `${issue}/timeline`,
    ...shared,
    state_reason: null,
    closed_by: pull.merged_by ?? null,
    performed_via_github_app: null,
  }
}

const SHARED = [
  'id',
  'node_id',
  'number',
  'title',
  'body',
  'user',
  'state',
  'locked',
  'labels',
  'assignee',
  'assignees',
  'milestone',
  'created_at',
  'updated_at',
  'closed_at',
  'author_association',
] as const
