import type { Raised } from './raised-blocker.ts'

/** How the blockers of one pull request are called, and who is meant by a name. */
export interface Names {
  readonly all: readonly Raised[]
  /** `R1-B2`, with the path of the report that raised it where two reports share that. */
  readonly idOf: (blocker: Raised) => string
  /** The shortest that means no other: `B2`, `R1-B2`, `reviews/x.md#R1-B2`. */
  readonly shortest: (blocker: Raised) => string
  /**
   * Those that may be meant; a later round may have called one otherwise.
   * @param wasThere whether a commit was there when the name was written
   */
  readonly called: (name: Name, wasThere: (commit: string) => boolean) => readonly Raised[]
  /** What it costs to find out. */
  readonly stepsFor: (name: Pick<Name, 'label'>) => number
}

export interface Name {
  readonly path: string | null
  readonly round: number | null
  readonly label: string
}

export function namesOf(raised: readonly Raised[]): Names {
  const byLong = grouped(raised, (blocker) => [longName(blocker)])
  const reported = raised.filter(({ origin }) => origin === 'report')
  const byLabel = grouped(reported, ({ names }) => names.map((name) => name.label))
  const findings = grouped(
    raised.filter(({ origin }) => origin === 'commit'),
    ({ label }) => [label],
  )
  const idOf = (blocker: Raised): string => {
    const name = longName(blocker)
    const isShared = (byLong.get(name)?.length ?? 0) > 1
    const path = blocker.names[0]?.path ?? blocker.path
    return isShared && path !== null ? `${path}#${name}` : name
  }
  return {
    all: raised,
    idOf,
    stepsFor: ({ label }) => 40 * (byLabel.get(label)?.length ?? 0),
    shortest: (blocker) => {
      const isAlone = byLabel.get(blocker.label)?.length === 1
      return blocker.origin === 'report' && isAlone ? blocker.label : idOf(blocker)
    },
    called: (name, wasThere) => {
      const all = byLabel.get(name.label) ?? []
      // What only a commit names is fixed by that commit; where it isn't, its label will do.
      if (all.length === 0 && name.round === null) return findings.get(name.label) ?? []
      const own = all.filter((blocker) => isOwnName(blocker, name))
      const given = all.filter((blocker) => isGivenName(blocker, name, wasThere))
      // With its round a name is an id, and nobody else can be called so.
      return name.round !== null && own.length > 0 ? own : [...new Set([...own, ...given])]
    },
  }
}

/** The name by which a text can mean no other blocker of the same report. */
const longName = ({ origin, raised, label, round }: Raised): string =>
  origin === 'commit' ? `${raised.commit.slice(0, 7)}-${label}` : `R${round}-${label}`

/** A few of many, so that a sentence stays one. */
export function someOf(blockers: readonly Raised[], { idOf }: Names): string {
  const more = blockers.length > MOST ? ` and ${blockers.length - MOST} more` : ''
  return `${blockers.slice(0, MOST).map(idOf).join(', ')}${more}`
}

const MOST = 8

const isOwnName = (blocker: Raised, { path, round, label }: Name): boolean =>
  blocker.label === label &&
  (round === null || round === blocker.round) &&
  (path === null || path === blocker.path || blocker.names.some((name) => name.path === path))

const isGivenName = (
  { names }: Raised,
  { path, round, label }: Name,
  wasThere: (commit: string) => boolean,
): boolean =>
  names.some(
    (name) =>
      name.label === label &&
      wasThere(name.commit) &&
      (round === null || round === name.round) &&
      (path === null || path === name.path),
  )

function grouped(
  raised: readonly Raised[],
  keysOf: (blocker: Raised) => readonly string[],
): ReadonlyMap<string, readonly Raised[]> {
  const groups = new Map<string, Raised[]>()
  for (const blocker of raised) {
    for (const key of new Set(keysOf(blocker))) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [blocker])
      else group.push(blocker)
    }
  }
  return groups
}
