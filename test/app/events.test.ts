import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { checkRun } from '../../src/app/events/check-run.ts'
import { checkSuite } from '../../src/app/events/check-suite.ts'
import { issueComment } from '../../src/app/events/issue-comment.ts'
import { mergeGroup } from '../../src/app/events/merge-group.ts'
import { type Asked, type EventReader, noticeOf } from '../../src/app/events/notice.ts'
import { pullRequest } from '../../src/app/events/pull-request.ts'
import { pullRequestReview } from '../../src/app/events/pull-request-review.ts'
import { push } from '../../src/app/events/push.ts'
import { READERS } from '../../src/app/events/readers.ts'

type Payload = Readonly<Record<string, unknown>>

const FILE = new URL(
  '../../node_modules/@octokit/webhooks-examples/api.github.com/index.json',
  import.meta.url,
)
const EXAMPLES = JSON.parse(readFileSync(FILE, 'utf8')) as readonly {
  readonly name: string
  readonly examples: readonly Payload[]
}[]

/** GitHub's own examples of an event, each with its action. */
const payloadsOf = (name: string): readonly Payload[] =>
  EXAMPLES.filter((event) => event.name === name).flatMap((event) => event.examples)

/** `opened: pull 2`, or `assigned: unheard` for what the App doesn't listen to. */
const told = (name: string, reader: EventReader, payload: Payload): string => {
  const { action } = payload
  const heard = reader.events.includes(action === undefined ? name : `${name}.${action}`)
  return `${action ?? name}: ${heard ? inWords(reader.read(payload)) : 'unheard'}`
}

function inWords(asked: Asked | null): string {
  if (asked === null) return 'nothing'
  const { look, again } = asked
  const where = Object.values(look).map(String).join(' ')
  return again ? `${where}, again` : where
}

const GROUP = 'ab'.repeat(20)
const CHANGES = 'head ec26c3e57ca3a959ca5aad62de7213c562f8c821'
const MASTER = 'head f95f852bd8fca8fcc58a9a2d6c842781e32a215e master'

describe('GitHub’s examples of', () => {
  it.each<[string, EventReader, readonly string[]]>([
    [
      'pull_request',
      pullRequest,
      [
        'assigned: unheard',
        `closed: ${CHANGES} null`,
        'converted_to_draft: unheard',
        'labeled: unheard',
        'locked: unheard',
        'opened: pull 2',
        'ready_for_review: pull 2',
        'reopened: pull 2',
        'review_request_removed: unheard',
        'review_requested: unheard',
        'synchronize: pull 2',
        'unassigned: unheard',
        'unlabeled: unheard',
        'unlocked: unheard',
      ],
    ],
    // The first are tags, and tags that were deleted.
    ['push', push, ['push: nothing', 'push: branch master']],
    [
      'check_run',
      checkRun,
      [
        'created: unheard',
        'completed: check ec26c3e57ca3a959ca5aad62de7213c562f8c821 changes Octocoders-linter',
        // Another App's button.
        'requested_action: nothing',
        'rerequested: head d6fde92930d4715a2b49857d24b940956b26d2d3 master, again',
      ],
    ],
    [
      'check_suite',
      checkSuite,
      ['completed: unheard', `requested: ${MASTER}`, `rerequested: ${CHANGES} changes, again`],
    ],
    // All on an issue.
    ['issue_comment', issueComment, ['created: nothing', 'deleted: nothing', 'edited: nothing']],
    ['pull_request_review', pullRequestReview, ['dismissed: unheard', 'submitted: nothing']],
  ])('%s', (name, reader, expected) => {
    const all = payloadsOf(name).map((payload) => told(name, reader, payload))
    expect([...new Set(all)].sort()).toEqual([...expected].sort())
  })

  it('every event that the App hears of is there, but for two', () => {
    const known = READERS.flatMap(({ events }) => events).filter((event) => {
      const [name = '', action] = event.split('.')
      return payloadsOf(name).some((payload) => payload.action === action)
    })
    const heard = READERS.flatMap(({ events }) => events)
    expect(heard.filter((event) => !known.includes(event))).toEqual([
      'pull_request.edited',
      'pull_request_review.edited',
    ])
  })
})

describe('made from GitHub’s examples,', () => {
  const [opened] = payloadsOf('pull_request')
  const [comment] = payloadsOf('issue_comment')
  const [review] = payloadsOf('pull_request_review')
  const button = payloadsOf('check_run').find(({ action }) => action === 'requested_action')
  const rerun = payloadsOf('check_run').find(({ action }) => action === 'rerequested')
  const suite = payloadsOf('check_suite').find(({ action }) => action === 'requested')

  it.each<[string, EventReader, Payload, string]>([
    [
      'a pull request with another base is looked at',
      pullRequest,
      { ...opened, action: 'edited', changes: { base: { ref: { from: 'main' } } } },
      'pull 2',
    ],
    [
      'one with another title is not',
      pullRequest,
      { ...opened, action: 'edited', changes: { title: { from: 'Draft' } } },
      'nothing',
    ],
    [
      'one that was merged is recorded',
      pullRequest,
      {
        ...opened,
        action: 'closed',
        pull_request: { ...part(opened, 'pull_request'), merged: true },
      },
      'merged 2 ec26c3e57ca3a959ca5aad62de7213c562f8c821',
    ],
    [
      'a merge group is looked at',
      mergeGroup,
      {
        action: 'checks_requested',
        merge_group: { head_sha: GROUP, head_ref: 'refs/heads/gh-readonly-queue/main/pr-2-def' },
      },
      `queue ${GROUP} gh-readonly-queue/main/pr-2-def`,
    ],
    [
      'so is one of which only the push was heard',
      push,
      { ref: 'refs/heads/gh-readonly-queue/main/pr-2-def', after: GROUP },
      `queue ${GROUP} gh-readonly-queue/main/pr-2-def`,
    ],
    [
      'a decision that was edited is looked at again',
      issueComment,
      {
        ...commented(comment, 'never mind', {}),
        action: 'edited',
        changes: { body: { from: '/waive B1 it is late' } },
      },
      'pull 1',
    ],
    [
      'a request that was edited in is looked at: it is told that it doesn’t count',
      issueComment,
      { ...commented(comment, '/rereview', {}), action: 'edited', changes: {} },
      'pull 1',
    ],
    [
      'a command in the body of a review is obeyed',
      pullRequestReview,
      reviewed(review, '/waive B1 it is late'),
      'pull 2',
    ],
    [
      'a review that commands nothing is not',
      pullRequestReview,
      reviewed(review, 'LGTM'),
      'nothing',
    ],
    [
      'a review whose command was edited away is looked at again',
      pullRequestReview,
      {
        ...reviewed(review, 'never mind'),
        action: 'edited',
        changes: { body: { from: '/waive B1 it is late' } },
      },
      'pull 2',
    ],
    [
      'our own check that ended tells us nothing',
      checkRun,
      { ...ours(rerun, 'pull/12/failure#0f3a'), action: 'completed' },
      'nothing',
    ],
    [
      'a command on a pull request is obeyed',
      issueComment,
      commented(comment, '/rereview', {}),
      'pull 1',
    ],
    [
      'the same on an issue is not',
      issueComment,
      commented(comment, '/rereview', undefined),
      'nothing',
    ],
    [
      'our own button is obeyed',
      checkRun,
      { ...button, requested_action: { identifier: 'rereview' } },
      'head 5bd5f196a46b8222fb7484f05faba41a73cf34bd miniak/event-process-id, again',
    ],
    [
      '"Re-run" finds the pull request that our check names',
      checkRun,
      ours(rerun, 'pull/12/failure#0f3a'),
      'pull 12, again',
    ],
    [
      '"Re-run" without a suite finds its head',
      checkRun,
      { ...rerun, check_run: { ...part(rerun, 'check_run'), check_suite: null } },
      'head d6fde92930d4715a2b49857d24b940956b26d2d3 null, again',
    ],
    [
      'a suite of a fork’s commit finds its head',
      checkSuite,
      { ...suite, check_suite: { ...part(suite, 'check_suite'), head_branch: null } },
      MASTER.replace('master', 'null'),
    ],
  ])('%s', (_, reader, payload, expected) => {
    expect(inWords(reader.read(payload))).toBe(expected)
  })
})

describe('a notice', () => {
  const installed = READERS.flatMap((reader) =>
    [...new Set(reader.events.map((event) => event.replace(/\..*/u, '')))]
      .flatMap((name) => payloadsOf(name).map((payload) => ({ name, payload })))
      .filter(({ name, payload }) => told(name, reader, payload).match(/: (?!unheard|nothing)/u))
      .map(({ payload }) => ({ reader, payload })),
  )

  it('says who, where and what, in every example of an installed App', () => {
    const withApp = installed.filter(({ payload }) => payload.installation !== undefined)
    expect(withApp.length).toBeGreaterThan(10)
    for (const { reader, payload } of withApp) {
      expect(noticeOf(reader, payload)).toEqual({
        installation: part(payload, 'installation').id,
        owner: part(part(payload, 'repository'), 'owner').login,
        repo: part(payload, 'repository').name,
        heard: [],
        net: false,
        ...reader.read(payload),
      })
    }
  })

  it('is not made of an event that no installation got', () => {
    const without = installed.filter(({ payload }) => payload.installation === undefined)
    expect(without.length).toBeGreaterThan(0)
    for (const { reader, payload } of without) {
      expect(() => noticeOf(reader, payload)).toThrow(/installation/u)
    }
  })
})

function part(payload: Payload | undefined, name: string): Payload {
  return payload?.[name] as Payload
}

function commented(payload: Payload | undefined, body: string, pull: unknown): Payload {
  return {
    ...payload,
    comment: { ...part(payload, 'comment'), body },
    issue: { ...part(payload, 'issue'), pull_request: pull },
  }
}

function reviewed(payload: Payload | undefined, body: string): Payload {
  return { ...payload, review: { ...part(payload, 'review'), body } }
}

function ours(payload: Payload | undefined, id: string): Payload {
  return { ...payload, check_run: { ...part(payload, 'check_run'), external_id: id } }
}
