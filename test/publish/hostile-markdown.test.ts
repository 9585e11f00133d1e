import { describe, expect, test } from '@jest/globals'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { addressesAt } from '../../src/publish/addresses.ts'
import { checkRunOf } from '../../src/publish/check-run.ts'
import { answersTo } from '../../src/publish/conversation/answers.ts'
import { ledgerComment } from '../../src/publish/conversation/ledger-comment.ts'
import { stateComment } from '../../src/publish/conversation/state-comment.ts'
import type { Shown } from '../../src/publish/page/shown.ts'
import { queueRun } from '../../src/publish/queue-run.ts'
import { recordRun } from '../../src/publish/record-run.ts'
import { broken, full, isHash, POISONS, poisoned } from './hostile.ts'

const markdown = unified().use(remarkParse).use(remarkGfm)

interface Node {
  readonly type: string
  readonly value?: string
  readonly url?: string
  readonly children?: readonly Node[]
}

const everyNode = (node: Node): readonly Node[] => [
  node,
  ...(node.children ?? []).flatMap(everyNode),
]

const addresses = addressesAt('https://countersign.example', 'a secret', true)
const MOST = 65_535

/** HTML of ours, a mark to find a comment by, and small print. */
const OURS = /^(?:<!-- countersign: [^<>]*-->|<\/?sub>)$/u
const LEADS_TO_US = /^https:\/\/(?:github\.com\/acme|countersign\.example)\//u

/** What people would be harmed by, if any of it came through. */
function harmIn(text: string): readonly string[] {
  const nodes = everyNode(markdown.parse(text) as Node)
  const html = nodes.filter(({ type, value = '' }) => type === 'html' && !OURS.test(value))
  const images = nodes.filter(({ type, url = '' }) => type === 'image' && !LEADS_TO_US.test(url))
  const links = nodes.filter(
    ({ type, url = '' }) => ['link', 'definition'].includes(type) && !LEADS_TO_US.test(url),
  )
  const prose = nodes.flatMap(({ type, value = '' }) => (type === 'text' ? [value] : []))
  return [
    ...html.map(({ value }) => `HTML: ${value}`),
    ...images.map(({ url }) => `an image: ${url}`),
    ...links.map(({ url }) => `a link: ${url}`),
    ...prose.filter((one) => /(?<!\w)@\w/u.test(one)).map((one) => `a mention: ${one}`),
    ...prose.filter((one) => /^\s{0,3}\/[a-z]/imu.test(one)).map((one) => `a command: ${one}`),
    ...(text.match(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u200b\0]/gu) ?? []).map(
      (mark) => `a mark: ${mark.codePointAt(0)?.toString(16)}`,
    ),
    ...(text.length > MOST ? [`${text.length} characters`] : []),
  ]
}

/** Everything that we write for GitHub to show. */
function written({ snapshot, assessment }: Shown): Readonly<Record<string, string>> {
  const atHead = new Set(['REVIEW.md', 'src/retry.ts'])
  const run = checkRunOf(snapshot, assessment, atHead)
  const answers = answersTo(snapshot, assessment, [{ login: 'robin', why: 'no.' }])
  const said = answers.flatMap((one) => ('body' in one ? [one.body] : []))
  return {
    'the check': run.summary,
    'the comment': stateComment(snapshot, assessment, addresses),
    'the ledger': ledgerComment(snapshot, assessment),
    'the answers': said.join('\n\n'),
    'the check of a queue': queueRun([{ number: 1, assessment }]).summary,
    'the record': recordRun(snapshot, assessment, snapshot.head.sha, new Map()).summary,
  }
}

/** Hashes, node ids, and addresses on GitHub: nobody writes those. */
const isGitHubs = (text: string): boolean =>
  isHash(text) || /^IC_\d+$/u.test(text) || text.startsWith('https://github.com/acme/')

const MENTION: (typeof POISONS)[number] = [
  'a mention and a command',
  (text) => `${text} @everyone\n/waive B1 so\n/help`,
]

test('everything has something to show', () => {
  expect(Object.values(written(full)).filter((text) => text.length < 100)).toEqual([])
})

describe.each([...POISONS, MENTION])('%s', (_, by) => {
  const inPlace = (one: Shown): Shown => ({
    ...poisoned(one, (text) => (isGitHubs(text) ? text : by(text))),
  })

  test.each<[string, Shown]>([
    ['everywhere', inPlace(full)],
    ['where the policy is broken', inPlace(broken)],
  ])('does no harm in what GitHub shows, %s', (__, shown) => {
    const own = { ...shown, snapshot: { ...shown.snapshot, pull: full.snapshot.pull } }
    const harm = Object.entries(written(own)).flatMap(([where, text]) =>
      harmIn(text).map((what) => `${where}: ${what}`.slice(0, 300)),
    )
    expect(harm).toEqual([])
  })
})
