import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { READERS } from '../../src/app/countersign.ts'
import { manifest } from '../support/manifest.ts'

/** What GitHub's documentation asks of an App for each operation that ours calls. */
const OPERATIONS: Readonly<Record<string, Permission>> = {
  'actions.listWorkflowRunsForRepo': ['actions', 'read'],
  'apps.getRepoInstallation': ['metadata', 'read'],
  'checks.create': ['checks', 'write'],
  'checks.listAnnotations': ['checks', 'read'],
  'checks.listForRef': ['checks', 'read'],
  'checks.update': ['checks', 'write'],
  'git.getBlob': ['contents', 'read'],
  'git.getRef': ['contents', 'read'],
  'git.getTree': ['contents', 'read'],
  'issues.get': ['issues', 'read'],
  'issues.listComments': ['issues', 'read'],
  'pulls.get': ['pull_requests', 'read'],
  'pulls.list': ['pull_requests', 'read'],
  'repos.compareCommitsWithBasehead': ['contents', 'read'],
  'repos.getCollaboratorPermissionLevel': ['metadata', 'read'],
  'repos.getCommit': ['contents', 'read'],
  'repos.getContent': ['contents', 'read'],
  'repos.listActivities': ['contents', 'read'],
  'repos.listCommits': ['contents', 'read'],
  'repos.listPullRequestsAssociatedWithCommit': ['pull_requests', 'read'],
  'teams.getMembershipForUserInOrg': ['members', 'read'],
}

/** And for each event that ours hears of. Those of check runs that are ours to answer come with `write`. */
const EVENTS: Readonly<Record<string, Permission>> = {
  check_run: ['checks', 'write'],
  check_suite: ['checks', 'write'],
  issue_comment: ['issues', 'read'],
  merge_group: ['merge_queues', 'read'],
  pull_request: ['pull_requests', 'read'],
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
    for (const [name, level] of [...Object.values(OPERATIONS), ...Object.values(EVENTS)]) {
      if (needed.get(name) !== 'write') needed.set(name, level)
    }
    expect(manifest().permissions).toEqual(Object.fromEntries(needed))
  })

  it('knows every operation that the source calls', () => {
    expect(operationsInSource()).toEqual(Object.keys(OPERATIONS))
  })
})

/** `pull_request.opened` → `pull_request` */
const nameOf = (event: string): string => event.replace(/\..*/u, '')

/** Every `octokit.rest.x.y` of the App, whichever way it is reached; the demo's GitHub is no part of it. */
function operationsInSource(): string[] {
  const source = new URL('../../src/', import.meta.url)
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/^(?:demo|bench)[\\/]/u.test(path),
  )
  const texts = files.map((path) => readFileSync(new URL(path, source), 'utf8'))
  const called = texts.flatMap((text) => [...text.matchAll(/\brest\s*\.(\w+)\s*\.(\w+)/gu)])
  const others = texts.flatMap((text) => [...text.matchAll(/\boctokit\.(?:request|graphql)\b/gu)])
  expect(others).toEqual([])
  return [...new Set(called.map(([, group, name]) => `${group}.${name}`))].sort()
}
