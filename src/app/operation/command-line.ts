import { parseArgs } from 'node:util'
import { ROLES, type Role } from '../config.ts'

export const USAGE = `Usage: countersign COMMAND

  start [--role all|web|worker]   run the App. "web" takes on webhooks and shows pages, "worker" does the work;
                                  both need REDIS_URL. Left out, one process does all of it.
  reconcile                       have a running App compare itself with GitHub at once, and print what it found
  given-up [--retry]              list the looks that a running App gave up; with --retry, have it try them again
  help                            print this

reconcile and given-up ask the App at http://HOST:PORT, or at --url URL, and need its WEBHOOK_SECRET.
Settings are environment variables or lines of a file .env; docs/deploying.md lists them.`

/** What an operator asks of an App that runs. */
export interface Operate {
  readonly kind: 'operate'
  readonly what: 'reconcile' | 'given-up' | 'retry'
  /** Where it listens; null: where the environment says. */
  readonly url: string | null
}

export type Words =
  | { readonly kind: 'start'; readonly role: Role }
  | Operate
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string }

const OPTIONS = {
  role: { type: 'string' },
  url: { type: 'string' },
  retry: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The options that each command has. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  start: ['role'],
  reconcile: ['url'],
  'given-up': ['retry', 'url'],
  help: [],
}

/** Reads the words after `countersign`. */
export function readWords(words: readonly string[]): Words {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(words)
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  if (values.help) return { kind: 'help' }
  const [command, ...more] = positionals
  if (command === undefined) return wrong('a command is missing.')
  const allowed = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (allowed === undefined) return wrong(`there is no command "${command}".`)
  const [odd] = [...more, ...Object.keys(values).filter((name) => !allowed.includes(name))]
  if (odd !== undefined) return wrong(`"${command}" does not take "${odd}".`)
  switch (command) {
    case 'start':
      return startAs(values.role ?? 'all')
    case 'help':
      return { kind: 'help' }
    default: {
      const { url = null, retry } = values
      if (url !== null && !/^https?:\/\/./u.test(url)) {
        return wrong(`--url must begin with "http://" or "https://".`)
      }
      const what = command === 'reconcile' ? command : retry ? 'retry' : 'given-up'
      return { kind: 'operate', what, url }
    }
  }
}

const parse = (words: readonly string[]) =>
  parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true })

function startAs(given: string): Words {
  const role = ROLES.find((one) => one === given)
  return role === undefined
    ? wrong(`--role is one of ${ROLES.join(', ')}, not "${given}".`)
    : { kind: 'start', role }
}

const wrong = (problem: string): Words => ({ kind: 'wrong', problem })
