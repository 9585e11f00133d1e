import { stringify } from 'yaml'
import { type JsonSchema, policyJsonSchema } from '../../policy/file/schema.ts'
import { DEFAULT_POLICY, type People } from '../../policy/policy.ts'
import { shown } from '../../publish/terminal/style.ts'
import type { CiChecks } from './ci-checks.ts'

/** What a repository tells of itself that a policy for it can begin with. */
export interface Found {
  /** Globs for reports that the default ones don't cover. */
  readonly moreReports: readonly string[]
  readonly ci: CiChecks
  /** Commands by which the project is checked. */
  readonly commands: readonly string[]
  /** Who owns its files; nobody, where it doesn't say. */
  readonly owners: People
}

/**
 * A policy file for a repository. Every key is in it: active where what was found leaves no doubt, else behind a "#" with
 * its default or a suggestion.
 */
export function draftOf({ moreReports, ci, commands, owners }: Found): string {
  const sure = ci.checks.filter(({ doubt }) => doubt === null)
  const doubtful = ci.checks.filter(({ doubt }) => doubt !== null)
  const asked = [...new Set([...sure.map(({ command }) => command), ...commands])]
  const hasOwners = owners.people.length + owners.teams.length > 0
  const { approvals, comment, decisions, ignore, reviewers, requirements } = DEFAULT_POLICY
  const part = (key: string, ...lines: readonly string[]) =>
    [...comments(describedAt(key)), ...lines].join('\n')
  return `${[
    comments(HEAD).join('\n'),
    part(
      'reports',
      ...setting({ reports: [...DEFAULT_POLICY.reports, ...moreReports] }, moreReports.length > 0),
    ),
    part('ignore', ...setting({ ignore }, false)),
    part(
      'requirements',
      '#requirements:',
      ...Object.entries(requirements).flatMap(([name, level]) => [
        ...comments(describedAt('requirements', name), '  '),
        `  #${name}: ${level}`,
      ]),
    ),
    part('approvals', ...setting({ approvals }, false)),
    part(
      'reviewers',
      ...(hasOwners ? comments('The owners of the code, by CODEOWNERS:') : []),
      ...setting({ reviewers: hasOwners ? owners : reviewers }, false),
    ),
    part('decisions', ...setting({ decisions }, false)),
    part(
      'validation',
      ...(asked.length === 0 ? [] : comments('What the project itself runs:')),
      ...setting({ validation: asked }, false),
    ),
    part(
      'corroborate',
      ...(sure.length + doubtful.length === 0
        ? setting({ corroborate: {} }, false)
        : [
            sure.length === 0 ? '#corroborate:' : 'corroborate:',
            ...sure.map(({ command, check }) => `  ${flow({ [command]: check })}`),
            ...doubtful.flatMap(({ command, check, doubt }) => [
              ...comments(`Look first: ${shown(doubt ?? '')}.`, '  '),
              `  #${flow({ [command]: check })}`,
            ]),
          ]),
    ),
    part('comment', ...setting({ comment }, false)),
    part(
      'rules',
      ...comments('For example, releases want two approvals:'),
      '#rules:',
      '  #- branches: [release/*]',
      '    #approvals: 2',
    ),
  ].join('\n\n')}\n`
}

const HEAD =
  'How Countersign judges pull requests. No key is needed: what is left out holds by default. A line that begins with "#" and no space is the default or a suggestion; take the "#" away, and that of the line it stands under.'

/** A key with what stands under it, in lines of its own where that is a list or more than one key. */
function setting(value: Readonly<Record<string, unknown>>, isActive: boolean): readonly string[] {
  const [entry] = Object.entries(value)
  const [key = '', what] = entry ?? []
  const lines =
    Array.isArray(what) && what.length > 0
      ? [`${key}:`, ...what.map((one) => `  - ${flow(one)}`)]
      : [`${key}: ${isPlain(what) ? flow(what) : inBraces(what)}`]
  return isActive ? lines : lines.map((line) => line.replace(/^\s*/u, '$&#'))
}

const isPlain = (value: unknown): boolean => typeof value !== 'object'

/** `{ people: [], teams: [acme/core] }` */
const inBraces = (value: unknown): string =>
  stringify(value, { lineWidth: 0, collectionStyle: 'flow' }).trim()

/** A text, a figure or one key with its text, in one line. */
const flow = (value: unknown): string =>
  stringify(value, { lineWidth: 0, blockQuote: false }).trim()

const MOST_COLUMNS = 100

function comments(text: string, indent = ''): readonly string[] {
  const lines: string[] = []
  let line = `${indent}#`
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > MOST_COLUMNS) {
      lines.push(line)
      line = `${indent}#`
    }
    line += ` ${word}`
  }
  return [...lines, line]
}

/** What the policy's own schema says of a key. */
function describedAt(...keys: readonly string[]): string {
  let schema: JsonSchema = policyJsonSchema
  for (const key of keys) {
    const next = schema.properties?.[key]
    if (typeof next !== 'object') throw new Error(`The policy has no key ${keys.join('.')}`)
    schema = next
  }
  return schema.description ?? ''
}
