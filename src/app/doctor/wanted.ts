import { appFile } from '../app-file.ts'
import type { ShownApp } from './asked-app.ts'
import { type Finding, ok, warn, wrong } from './finding.ts'

/** Whether the App has the permissions and events that it uses, and no others. */
export function wantedFindings({ permissions, events, settings }: ShownApp): readonly Finding[] {
  const { default_permissions: used, default_events: heard } = appFile()
  const page = `${settings}/permissions`
  const missing = missingFrom(permissions)
  const surplus = Object.entries(permissions)
    .filter(([name, level]) => rank(level) > rank(used[name]))
    .map(([name, level]) => `${name}: ${level}`)
  const unheard = heard.filter((event) => !events.includes(event))
  const unread = events.filter((event) => !heard.includes(event))
  return [
    ...compared('permissions', { missing, surplus, all: Object.keys(used).length, page }),
    ...compared('events', { missing: unheard, surplus: unread, all: heard.length, page }),
  ]
}

/** The permissions that are used, and aren't granted there. */
export const missingFrom = (granted: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(appFile().default_permissions)
    .filter(([name, level]) => rank(granted[name]) < rank(level))
    .map(([name, level]) => `${name}: ${level}`)

interface Compared {
  readonly missing: readonly string[]
  readonly surplus: readonly string[]
  /** How many are used. */
  readonly all: number
  readonly page: string
}

function compared(what: string, { missing, surplus, all, page }: Compared): readonly Finding[] {
  const findings: Finding[] = []
  if (missing.length > 0) {
    const next = `Add ${missing.length === 1 ? 'it' : 'them'} at ${page}, and have each installation approve it.`
    findings.push(wrong(what, `The App lacks ${missing.join(', ')}.`, next))
  }
  if (surplus.length > 0) {
    const next = `Take ${surplus.length === 1 ? 'it' : 'them'} away at ${page}.`
    findings.push(warn(what, `The App never uses ${surplus.join(', ')}.`, next))
  }
  return findings.length > 0 ? findings : [ok(what, `All ${all}, and no others.`)]
}

const RANKS = ['read', 'write', 'admin']
const rank = (level: string | undefined): number => RANKS.indexOf(level ?? '')
