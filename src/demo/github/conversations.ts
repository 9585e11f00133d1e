import { allPages } from './all-pages.ts'
import type { Client } from './client.ts'
import { commentKey, type Dates, datedIssue } from './dates.ts'
import type { LivePulls } from './live-pulls.ts'
import type { Nodes } from './nodes.ts'
import type { Reactions } from './reactions.ts'
import { fieldsOf } from './replies.ts'
import { type Pull, pullShape } from './shapes.ts'

type Fields = Readonly<Record<string, unknown>>

/** Issues and their comments as GitHub shows them. */
export interface Conversations {
  readonly comment: (repository: string, value: unknown) => Promise<Fields>
  /** All comments of an issue or pull request, oldest first. */
  readonly comments: (repository: string, number: number) => Promise<readonly Fields[]>
  /** Says that it is a pull request when it is one. */
  readonly issue: (repository: string, value: unknown) => Promise<Fields>
  readonly isPull: (repository: string, number: number) => Promise<boolean>
  /** The issue that every pull request is; null when there is none of that number. */
  readonly issueOfPull: (repository: string, number: number) => Promise<Fields | null>
  /** A pull request with the number of its comments, which the emulator leaves at none. */
  readonly counted: (pull: Pull) => Promise<Pull>
  /** To be called before a comment gets another text. */
  readonly edit: (id: number, from: unknown) => void
  /** What the last edit changed. */
  readonly changes: (id: unknown) => Fields
}

export interface ConversationMeans {
  readonly client: Client
  readonly live: LivePulls
  readonly dates: Dates
  readonly nodes: Nodes
  readonly reactions: Reactions
}

export function conversations(means: ConversationMeans): Conversations {
  const { client, live, dates, nodes, reactions } = means
  const earlierTexts = new Map<number, unknown>()
  const pullAt = async (repository: string, number: unknown): Promise<Pull | null> => {
    const path = `/repos/${repository}/pulls/${String(number)}`
    const { status, body } = await client.ask('GET', path)
    return status === 200 ? live.show(pullShape.parse(body)) : null
  }
  /** What has once been a pull request remains one. */
  const pulls = new Set<string>()
  const isPull: Conversations['isPull'] = async (repository, number) => {
    const path = `/repos/${repository}/pulls/${number}`
    if (pulls.has(path)) return true
    const found = (await client.ask('GET', path)).status === 200
    if (found) pulls.add(path)
    return found
  }
  const commentsOf = (repository: string, number: number) =>
    allPages(client, `/repos/${repository}/issues/${number}/comments`)
  const counted = async (pull: Pull): Promise<Pull> => ({
    ...pull,
    comments: (await commentsOf(pull.base.repo?.full_name ?? '', pull.number)).length,
  })
  const comment: Conversations['comment'] = async (repository, value) => {
    const shown = fieldsOf(value)
    const { created, updated } = dates.of(commentKey(shown.id))
    const number = Number(String(shown.issue_url).split('/').at(-1))
    const link = String(shown.html_url)
    nodes.put(shown.node_id, { kind: 'IssueComment', repository, number, id: Number(shown.id) })
    return {
      ...shown,
      html_url: (await isPull(repository, number))
        ? link.replace(`/issues/${number}#`, `/pull/${number}#`)
        : link,
      created_at: created,
      updated_at: updated,
      reactions: reactions.counted(shown.node_id, shown.reactions),
    }
  }

  return {
    counted,
    comment,
    comments: async (repository, number) => {
      const all = await commentsOf(repository, number)
      return Promise.all(all.map((value) => comment(repository, value)))
    },
    isPull,
    issue: async (repository, value) => {
      const issue = datedIssue(dates, repository, fieldsOf(value))
      const pull = await pullAt(repository, issue.number)
      if (pull !== null) return { ...issue, ...asIssue(pull) }
      const [number, id] = [Number(issue.number), Number(issue.id)]
      nodes.put(issue.node_id, { kind: 'Issue', repository, number, id })
      return issue
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
