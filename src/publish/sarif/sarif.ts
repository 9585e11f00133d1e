import { createHash } from 'node:crypto'
import type { Edit } from '../../reading/types.ts'
import { plainText } from '../escape.ts'
import type { Remark } from '../remarks.ts'
import { encodedPath } from '../web-links.ts'

/**
 * Remarks as a SARIF log, for code scanning and editors.
 * @param version of the package that writes it
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLog(remarks: readonly Remark[], version: string) {
  const rules = [...new Map(remarks.map((remark) => [remark.rule, remark])).values()]
  const places = new Map(rules.map(({ rule }, index) => [rule, index]))
  const fingerprint = fingerprints()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Countersign', version, rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        results: remarks.map((remark) => ({
          ruleId: remark.rule,
          ruleIndex: places.get(remark.rule) ?? -1,
          level: remark.level,
          message: { text: messageOf(remark) },
          locations: [locationOf(remark)],
          partialFingerprints: { 'countersign/v1': fingerprint(remark) },
          ...(remark.edit === null || remark.path === null
            ? {}
            : { fixes: [fixOf(remark.path, remark.edit, remark.message)] }),
        })),
      },
    ],
  }
}

function ruleOf({ rule, level }: Remark) {
  const words = rule.replaceAll('-', ' ')
  const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}`
  return {
    id: rule,
    shortDescription: { text },
    // GitHub wants both.
    fullDescription: { text: RULES[rule] ?? `${text}: see "Diagnostics" in the review format.` },
    help: { text: RULES[rule] ?? 'Do what the message says, and read the report again.' },
    defaultConfiguration: { level },
  }
}

const RULES: Readonly<Record<string, string>> = {
  'open-blocker': 'A blocker of a review that no commit fixes.',
  'cited-by-open-blocker': 'Code that a blocker of a review is about, and no commit fixes.',
}

const messageOf = ({ rule, title, message }: Remark): string => {
  const text = plainText(message, 2_000)
  return rule.endsWith('open-blocker') ? `${plainText(title, 200)}\n${text}`.trim() : text
}

const locationOf = ({ path, commit, start, end }: Remark) =>
  path === null
    ? {
        logicalLocations: [
          {
            kind: 'commit',
            name: commit?.slice(0, 7) ?? '-',
            fullyQualifiedName: `${commit}:${start}`,
          },
        ],
      }
    : {
        physicalLocation: {
          artifactLocation: fileOf(path),
          region: { startLine: start, endLine: end },
        },
      }

const fileOf = (path: string) => ({ uri: encodedPath(path), uriBaseId: '%SRCROOT%' })

function fixOf(path: string, { from, to, text }: Edit, message: string) {
  return {
    description: { text: plainText(message, 500) },
    artifactChanges: [
      { artifactLocation: fileOf(path), replacements: [replacementOf(from, to, text)] },
    ],
  }
}

/** Lines without their ends where some take the place of others: the last one of a file may have none. */
function replacementOf(from: number, to: number, text: string) {
  const before = { startLine: from, startColumn: 1, endLine: from, endColumn: 1 }
  if (to < from) return { deletedRegion: before, insertedContent: { text: `${text}\n` } }
  return text === ''
    ? { deletedRegion: { ...before, endLine: to + 1 } }
    : { deletedRegion: { startLine: from, startColumn: 1, endLine: to }, insertedContent: { text } }
}

/** By what a result is known again after its line has moved; of several that are the same, each is another one. */
function fingerprints(): (remark: Remark) => string {
  const seen = new Map<string, number>()
  return ({ rule, path, same }) => {
    const key = JSON.stringify([rule, path, same])
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return createHash('sha256').update(`${key} ${times}`).digest('hex').slice(0, 32)
  }
}
