import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { READERS } from '../../src/app/events/readers.ts'
import { manifest } from '../support/manifest.ts'

/** What GitHub's documentation asks of an App for each operation that ours calls. */
const OPERATIONS: Readonly<Record<string, Permission>> = {
  'actions.listWorkflowRunsForRepo': ['actions', 'read'],
  'apps.getAuthenticated': ['metadata', 'read'],
  'apps.getRepoInstallation': ['metadata', 'read'],
  'apps.getWebhookConfigForApp': ['metadata', 'read'],
  'apps.listInstallations': ['metadata', 'read'],
  'apps.listReposAccessibleToInstallation': ['metadata', 'read'],
  'apps.listWebhookDeliveries': ['metadata', 'read'],
  'apps.redeliverWebhookDelivery': ['metadata', 'read'],
  'checks.listAnnotations': ['checks', 'read'],
  'checks.listForRef': ['checks', 'read'],
  'git.getBlob': ['contents', 'read'],
  'issues.get': ['issues', 'read'],
  'pulls.get': ['pull_requests', 'read'],
  'pulls.list': ['pull_requests', 'read'],
  'pulls.requestReviewers': ['pull_requests', 'write'],
  'rateLimit.get': ['metadata', 'read'],
  'repos.compareCommitsWithBasehead': ['contents', 'read'],
  'repos.get': ['metadata', 'read'],
  'repos.getCollaboratorPermissionLevel': ['metadata', 'read'],
  'repos.getCommit': ['contents', 'read'],
  'repos.getContent': ['contents', 'read'],
  'repos.listActivities': ['contents', 'read'],
  'repos.listCommits': ['contents', 'read'],
  'repos.listPullRequestsAssociatedWithCommit': ['pull_requests', 'read'],
  'teams.getMembershipForUserInOrg': ['members', 'read'],
}

/** And for what each query and mutation reads and changes. */
const FIELDS: Readonly<Record<string, readonly Permission[]>> = {
  BeforeWriting: [
    ['checks', 'read'],
    ['contents', 'read'],
    ['pull_requests', 'read'],
  ],
  Conversation: [['pull_requests', 'read']],
  Hear: [
    ['checks', 'read'],
    ['contents', 'read'],
    ['pull_requests', 'write'],
  ],
  Modes: [['contents', 'read']],
  OpenHeads: [['pull_requests', 'read']],
  OpenPulls: [['pull_requests', 'read']],
  Pull: [
    ['checks', 'read'],
    ['contents', 'read'],
    ['pull_requests', 'read'],
  ],
  RunsOn: [['checks', 'read']],
  Say: [
    ['checks', 'write'],
    ['pull_requests', 'write'],
  ],
  Texts: [['contents', 'read']],
}

/** And for each event that ours hears of. Those of check runs that are ours to answer come with `write`. */
const EVENTS: Readonly<Record<string, Permission>> = {
  check_run: ['checks', 'write'],
  check_suite: ['checks', 'write'],
  issue_comment: ['issues', 'read'],
  merge_group: ['merge_queues', 'read'],
  pull_request: ['pull_requests', 'read'],
  pull_request_review: ['pull_requests', 'read'],
  push: ['contents', 'read'],
}

type Permission = readonly [name: string, level: 'read' | 'write']

describe('app.yml', () => {
  it('asks for exactly the events that are read', () => {
    const read = new Set(READERS.flatMap(({ events }) => events.map(nameOf)))
    expect(manifest().events).toEqual([...read].sort())
    expect(Object.keys(EVENTS)).toEqual([...read].sort())
  })

  it('asks for exactly the permissions that operations and events need', () => {
    const needed = new Map<string, string>()
    for (const [name, level] of [
      ...Object.values(OPERATIONS),
      ...Object.values(FIELDS).flat(),
      ...Object.values(EVENTS),
    ]) {
      if (needed.get(name) !== 'write') needed.set(name, level)
    }
    expect(manifest().permissions).toEqual(Object.fromEntries(needed))
  })

  it('knows every operation that the source calls', () => {
    expect(inSource(/\brest\s*\.(\w+)\s*\.(\w+)/gu)).toEqual(Object.keys(OPERATIONS))
  })

  it('knows every query and mutation in the source', () => {
    expect(inSource(/`(?:query|mutation) (\w+)\(/gu)).toEqual(Object.keys(FIELDS))
  })

  it('knows all ways to GitHub', () => {
    // `request.endpoint` asks for nothing.
    expect(inSource(/\boctokit\.(request)\b(?!\.endpoint)/gu)).toEqual([])
  })
})

/** `pull_request.opened` → `pull_request` */
const nameOf = (event: string): string => event.replace(/\..*/u, '')

/** What the source of the App has of that, whichever way it is reached; the demo's GitHub is no part of it. */
function inSource(pattern: RegExp): readonly string[] {
  const source = new URL('../../src/', import.meta.url)
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/u.test(path) && !/^(?:demo|bench)[\\/]/u.test(path),
  )
  const found = files.flatMap((path) => [
    ...readFileSync(new URL(path, source), 'utf8').matchAll(pattern),
  ])
  return [...new Set(found.map(([, ...names]) => names.join('.')))].sort()
}
