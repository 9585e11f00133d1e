import { readBlockerRefs } from '../commit/blocker-ref.ts'
import type { BlockerRef } from '../commit/message.ts'
import type { Command } from './read-commands.ts'

/** What a command decides about blockers, before anybody asks who may. */
export interface DecisionRequest {
  readonly kind: 'fixed' | 'waive' | 'defer' | 'reopen'
  readonly refs: readonly BlockerRef[]
  /** The fix commit, 7 to 40 digits. */
  readonly commit: string | null
  readonly issue: number | null
  /** Where that issue is, when it is named by its address. */
  readonly address: string | null
  readonly reason: string
}

/** What is wrong with a command, and its right form. */
export interface CommandMistake {
  readonly message: string
  readonly next: string
}

export type Decided = DecisionRequest | CommandMistake

const FORMS = {
  fixed: '/fixed B1 abc1234',
  waive: '/waive B1 why it may stay',
  defer: '/defer B1 #123',
  reopen: '/reopen B1',
} as const

/** A hash, or the address of a commit; a sentence may go on behind it. */
const COMMIT = /^`?(?:\S+\/commits?\/)?(?<sha>[0-9a-f]{7,40})`?[.,;:]?$/i

const ISSUE = /^(?:#|GH-|(?<address>https?:\/\/\S+\/issues\/))(?<number>\d{1,9})[.,;:]?$/i

/** Reads a command that decides about blockers; null for any other command. */
export function readDecision({ name, args }: Command): Decided | null {
  if (!isKind(name)) return null
  const { refs, rest } = namesFirst(args, name === 'defer' ? ISSUE : COMMIT)
  const wrong = (message: string): CommandMistake => ({ message, next: `Write "${FORMS[name]}".` })
  if (refs.length === 0) return wrong(`"/${name}" names no blocker`)
  const reason = rest.join(' ')
  const said = { kind: name, refs, commit: null, issue: null, address: null, reason }
  switch (name) {
    case 'reopen':
      return said
    case 'waive':
      return said.reason === '' ? wrong('"/waive" gives no reason') : said
    case 'defer': {
      const [first = '', ...why] = rest
      const { number, address } = ISSUE.exec(first)?.groups ?? {}
      return number === undefined
        ? wrong('"/defer" names no issue')
        : { ...said, issue: Number(number), address: address ?? null, reason: why.join(' ') }
    }
    case 'fixed': {
      const [first = '', ...why] = rest
      const commit = COMMIT.exec(first)?.groups?.sha
      return commit === undefined
        ? wrong('"/fixed" names no commit of at least 7 digits')
        : { ...said, commit: commit.toLowerCase(), reason: why.join(' ') }
    }
  }
}

const isKind = (name: string): name is DecisionRequest['kind'] => Object.hasOwn(FORMS, name)

/** The blockers that a command begins with, and what comes behind them. */
function namesFirst(args: readonly string[], end: RegExp) {
  const refs: BlockerRef[] = []
  let next = 0
  for (; next < args.length; next++) {
    const arg = args[next] ?? ''
    // Letters and digits name a blocker, too, and a hash or "GH-12" may look like one.
    if (end.test(arg)) break
    const read = readBlockerRefs(arg, 1)
    // "and" and a lone comma go between names.
    if (read.unread.length > 0) break
    refs.push(...read.refs)
  }
  return { refs, rest: args.slice(next) }
}
