import { readBlockerRefs } from '../commit/blocker-ref.ts'
import type { BlockerRef } from '../commit/message.ts'
import { meantName } from './meant-name.ts'
import type { Command } from './read-commands.ts'

/** What a command asks for, before anybody asks who may. */
export type Order = Decision | Request

/** What it decides about blockers. */
export interface Decision {
  readonly kind: 'fixed' | 'waive' | 'defer' | 'reopen'
  readonly refs: readonly BlockerRef[]
  /** The fix commit, 7 to 40 digits. */
  readonly commit: string | null
  readonly issue: number | null
  /** Where that issue is, when it is named by its address. */
  readonly address: string | null
  readonly reason: string
}

/** What it wants of us. */
export interface Request {
  readonly kind: 'rereview' | 'blockers' | 'help'
}

/** What is wrong with a command, and its right form. */
export interface CommandMistake {
  readonly message: string
  readonly next: string
}

const DECIDERS = 'whom the policy lets decide: by default, whoever may push'

/** The commands in the order in which `/help` shows them: how each is written, what it does, who may. */
export const COMMANDS = {
  rereview: {
    form: '/rereview',
    does: 'reads everything afresh; once the fixes are in, asks the reviewers for the next round',
    who: 'the author, and whoever may triage',
  },
  fixed: {
    form: '/fixed B1 abc1234',
    does: 'names the commit that fixes a blocker',
    who: DECIDERS,
  },
  waive: {
    form: '/waive B1 why it may stay',
    does: 'closes a blocker without a fix',
    who: DECIDERS,
  },
  defer: {
    form: '/defer B1 #123',
    does: 'closes a blocker as long as that issue is open',
    who: DECIDERS,
  },
  reopen: {
    form: '/reopen B1',
    does: 'opens a blocker again; so does `/rereview B1`',
    who: DECIDERS,
  },
  blockers: { form: '/blockers', does: 'posts the ledger as it is', who: 'everybody' },
  help: { form: '/help', does: 'posts this list', who: 'everybody' },
} as const

type Name = keyof typeof COMMANDS

/** A hash, or the address of a commit; a sentence may go on behind it. */
const COMMIT = /^`?(?:\S+\/commits?\/)?(?<sha>[0-9a-f]{7,40})`?[.,;:]?$/i

const ISSUE = /^(?:#|GH-|(?<address>https?:\/\/\S+\/issues\/))(?<number>\d{1,9})[.,;:]?$/i

/** Reads what a command asks for; null for one that is meant for others. */
export function readOrder({ name, args }: Command): Order | CommandMistake | null {
  if (!isName(name)) {
    const meant = meantName(name, Object.keys(COMMANDS))
    return meant === null
      ? null
      : { message: `"/${name}" is no command`, next: `Did you mean "/${meant}"?` }
  }
  switch (name) {
    case 'blockers':
    case 'help':
      return { kind: name }
    case 'rereview': {
      // "/rereview B2" asks for that one to be looked at again.
      const { refs, rest } = namesFirst(args, COMMIT)
      return refs.length === 0 ? { kind: name } : decision('reopen', refs, rest)
    }
    default:
      return readDecision(name, args)
  }
}

const isName = (name: string): name is Name => Object.hasOwn(COMMANDS, name)

function readDecision(name: Decision['kind'], args: readonly string[]): Decision | CommandMistake {
  const { refs, rest } = namesFirst(args, name === 'defer' ? ISSUE : COMMIT)
  const wrong = (message: string): CommandMistake => ({
    message,
    next: `Write "${COMMANDS[name].form}".`,
  })
  if (refs.length === 0) return wrong(`"/${name}" names no blocker`)
  const [first = '', ...why] = rest
  switch (name) {
    case 'reopen':
      return decision(name, refs, rest)
    case 'waive': {
      const said = decision(name, refs, rest)
      return said.reason === '' ? wrong('"/waive" gives no reason') : said
    }
    case 'defer': {
      const { number, address } = ISSUE.exec(first)?.groups ?? {}
      return number === undefined
        ? wrong('"/defer" names no issue')
        : { ...decision(name, refs, why), issue: Number(number), address: address ?? null }
    }
    case 'fixed': {
      const commit = COMMIT.exec(first)?.groups?.sha
      return commit === undefined
        ? wrong('"/fixed" names no commit of at least 7 digits')
        : { ...decision(name, refs, why), commit: commit.toLowerCase() }
    }
  }
}

const decision = (
  kind: Decision['kind'],
  refs: readonly BlockerRef[],
  reason: readonly string[],
): Decision => ({ kind, refs, commit: null, issue: null, address: null, reason: reason.join(' ') })

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
