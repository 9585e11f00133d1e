import { readFileSync } from 'node:fs'
import { randomFrom } from '../../src/demo/github/disturbance.ts'

export type Payload = Readonly<Record<string, unknown>>

/** A webhook: its event's name, and its body as it goes over the wire. */
export interface Webhook {
  readonly event: string
  readonly body: string
}

const FILE = new URL(
  '../../node_modules/@octokit/webhooks-examples/api.github.com/index.json',
  import.meta.url,
)

/** GitHub's own examples, all of them. */
export const EXAMPLES: readonly { readonly event: string; readonly payload: Payload }[] = (
  JSON.parse(readFileSync(FILE, 'utf8')) as readonly {
    readonly name: string
    readonly examples: readonly Payload[]
  }[]
).flatMap(({ name, examples }) => examples.map((payload) => ({ event: name, payload })))

/** The same as an App gets them that is installed where they happened. */
export const installed = (payload: Payload): Payload => ({
  ...payload,
  ...('repository' in payload && {
    repository: { ...(payload.repository as Payload), name: 'widgets', owner: { login: 'acme' } },
  }),
  installation: { id: 100 },
})

/** So many webhooks made from GitHub's examples, each wrong in a few ways; the same seed makes the same ones. */
export function* mutants(count: number, seed: number): Generator<Webhook> {
  const random = randomFrom(seed)
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  // What the App hears of is a sixth of the examples, and more worth trying.
  const heard = EXAMPLES.filter(({ event }) => HEARD.includes(event))
  const names = [...new Set(EXAMPLES.map(({ event }) => event)), ...NO_EVENTS]
  for (let made = 0; made < count; made++) {
    const { event, payload } = random() < 0.7 ? one(heard) : one(EXAMPLES)
    const changed = structuredClone(random() < 0.8 ? installed(payload) : payload)
    const times = 1 + Math.floor(random() * 4)
    for (let time = 0; time < times; time++) mutate(changed, random, one)
    yield { event: random() < 0.15 ? one(names) : event, body: written(changed) }
  }
}

const HEARD = [
  'pull_request',
  'push',
  'check_run',
  'check_suite',
  'issue_comment',
  'merge_group',
  'pull_request_review',
]
const NO_EVENTS = ['__proto__', 'constructor', 'toString', 'x'.repeat(2_000), 'push.created', '.']

/** Changes something, more often near the top than deep inside. */
function mutate(target: unknown, random: () => number, one: <T>(list: readonly T[]) => T): void {
  if (typeof target !== 'object' || target === null) return
  const fields = target as Record<string, unknown>
  const names = Object.keys(fields)
  const read = names.filter((name) => READ.includes(name))
  const name = read.length > 0 && random() < 0.7 ? one(read) : one(names)
  if (name === undefined) return
  const inner = fields[name]
  if (typeof inner === 'object' && inner !== null && random() < 0.6) {
    mutate(inner, random, one)
    return
  }
  if (random() < 0.2) delete fields[name]
  else if (random() < 0.1) fields[one(KEYS)] = structuredClone(one(VALUES))
  else if (random() < 0.3) fields[name] = around(inner, random)
  else fields[name] = structuredClone(one(VALUES))
}

/** What the App reads of a webhook. */
const READ = [
  'action',
  'installation',
  'id',
  'repository',
  'name',
  'owner',
  'login',
  'pull_request',
  'number',
  'head',
  'sha',
  'merged',
  'changes',
  'base',
  'ref',
  'after',
  'deleted',
  'check_run',
  'check_suite',
  'head_sha',
  'head_branch',
  'external_id',
  'requested_action',
  'identifier',
  'comment',
  'issue',
  'review',
  'body',
  'user',
  'type',
  'node_id',
  'merge_group',
  'head_ref',
]

/** The same kind of thing, and another one. */
function around(value: unknown, random: () => number): unknown {
  if (typeof value === 'number') return Math.floor(random() * 50)
  if (typeof value === 'boolean') return !value
  if (typeof value !== 'string') return [value]
  return /^[0-9a-f]{40}$/u.test(value)
    ? Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('')
    : `${value} /rereview`
}

const KEYS = ['constructor', 'toString', 'hasOwnProperty', 'then', 'toJSON', '', '\u0000']

const [DEEP, PROTO] = ['@deep@', '@proto@']

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  -1e308,
  '',
  '0',
  'NaN',
  'refs/heads/',
  'refs/heads/gh-readonly-queue/main/pr-1-0',
  `refs/heads/gh-readonly-queue/main/pr-999999999-${'f'.repeat(40)}`,
  'gh-readonly-queue/',
  '..',
  '.',
  '../../app',
  '%2e%2e%2fapp',
  'acme/widgets',
  'a b?c#d&e=f',
  'x\r\nx-github-event: push',
  '\u0000',
  '\ud800',
  '\u202e\u{1f4a9}\u0301'.repeat(50),
  'x'.repeat(100_000),
  '/rereview\n'.repeat(2_000),
  `/${'waive '.repeat(5_000)}`,
  'pull/999999999/failure#0',
  'pull/1/failure#0',
  [],
  {},
  [[[[]]]],
  ['x'],
  { id: 100 },
  { login: {} },
  { body: { from: 7 } },
  DEEP,
  PROTO,
]

/** JSON holds what no object of ours can: depth without end, and `__proto__` as a name. */
const written = (payload: unknown): string =>
  JSON.stringify(payload)
    .replaceAll(`"${DEEP}"`, `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    .replaceAll(
      `"${PROTO}"`,
      '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    )
