import type { Policy } from '../../policy/policy.ts'
import { isCommand, type JudgedRun } from '../../policy/runs.ts'

/** A command that the policy or a report names. */
export interface Planned {
  readonly command: string
  /** `policy`: listed on the base branch, by people who may write there. Else where a report names it: `REVIEW.md:12`. */
  readonly from: 'policy' | { readonly report: string }
  /** Why it can't be run as it stands, null where it can. */
  readonly unfit: string | null
}

/**
 * The commands to run: those that the policy wants run or holds against checks, in its order, then those that standing
 * reports say were run. Each once. What only a report names is never taken for the policy's.
 */
export function planOf(
  { validation, corroborate }: Pick<Policy, 'validation' | 'corroborate'>,
  runs: readonly Pick<JudgedRun, 'command' | 'outcome' | 'path' | 'line'>[],
  { onlyPolicy }: { readonly onlyPolicy: boolean },
): readonly Planned[] {
  const listed = [...validation.map(({ command }) => command), ...Object.keys(corroborate)]
  const policy = listed.map(withoutPrompt).map(
    (command): Planned => ({
      command,
      from: 'policy',
      unfit: isPattern(command)
        ? '“*” stands for anything in a policy, so this is no command'
        : null,
    }),
  )
  const reports = runs.flatMap(({ command, outcome, path, line }): readonly Planned[] =>
    path === null || outcome === 'not-run'
      ? []
      : [{ command: withoutPrompt(command), from: { report: `${path}:${line}` }, unfit: null }],
  )
  const planned = once([...policy, ...(onlyPolicy ? [] : reports)])
  const fit = planned.filter(({ unfit }) => unfit === null)
  return planned.filter(
    ({ command, unfit }) => unfit === null || !fit.some((one) => isCommand(one.command, command)),
  )
}

/** The first of those that differ in nothing but white space. */
function once(planned: readonly Planned[]): readonly Planned[] {
  const known = new Set<string>()
  return planned.filter(({ command }) => {
    const key = command.replaceAll(/\s+/gu, ' ')
    return !known.has(key) && known.add(key)
  })
}

const withoutPrompt = (command: string): string => command.replace(/^\$\s+/u, '').trim()

/** `npm test*`, but not `shellcheck bin/*.sh`, which a shell understands. */
const isPattern = (command: string): boolean =>
  command.split(/\s+/u).some((word) => word.includes('*') && !/[./"']/u.test(word))

/**
 * A command as it will be run, for somebody who is to decide about it: what can't be seen, or hides other things, is
 * written out as `\u{202e}`.
 */
export const inFull = (command: string): string =>
  command
    .replaceAll(
      /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/gu,
      (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
    )
    // A screenful of spaces would push the rest out of sight.
    .replaceAll(/ {3,}/gu, (spaces) => '␠'.repeat(spaces.length))
