import type { Assessment, Requirement } from '../../policy/assessment.ts'
import { codeSpan, escapeMarkdown } from '../escape.ts'
import { webAddress } from '../web-links.ts'
import { linked, type Part, row, tableHead } from './parts.ts'

/** Every requirement with what was looked at, what was found, and what would make it pass. */
export const requirementTable = ({ requirements }: Assessment): Part => ({
  head: tableHead('Requirements', ['', 'Requirement', 'Looked at', 'Found', 'To pass']),
  rows: requirements.map(
    (requirement) => () =>
      row([
        markOf(requirement),
        requirement.name.replaceAll('-', ' '),
        escapeMarkdown(requirement.looked),
        escapeMarkdown(requirement.found, 600),
        escapeMarkdown(requirement.next ?? '', 600),
      ]),
  ),
})

const markOf = ({ met, level }: Requirement): string => {
  if (met) return '✅'
  return level === 'error' ? '❌' : '⚠️'
}

/** Where the rules come from. */
export const policySources = ({ ruling: { sources } }: Assessment): Part => ({
  head: [],
  rows: [
    () =>
      sources.length === 0
        ? `No \`.github/countersign.yml\` on the base branch: the defaults hold.`
        : `Judged by ${sources.map(({ name, url }) => linked(codeSpan(name), webAddress(url))).join(' and ')}.`,
  ],
})

/** What is wrong with the policy, each with a link to the file that is wrong. */
export const policyProblems = ({ ruling: { problems, sources } }: Assessment): Part => ({
  head: ['### The policy cannot be read', ''],
  rows: problems.map(({ file, line, message, next }) => () => {
    const source = sources.find(({ name }) => name === file)
    const url = webAddress(`${source?.url}#L${line}`)
    return `- ❌ ${linked(codeSpan(`${file}:${line}`), url)} ${escapeMarkdown(message)} ${escapeMarkdown(next)}`
  }),
})

/** What the policy file of this pull request would change, once it is merged. */
export function policyProposed({ ruling: { proposed } }: Assessment): Part {
  if (proposed === null) return { head: [], rows: [] }
  const { changes, problems } = proposed
  return {
    head: [
      '### This pull request changes the policy',
      '',
      'It is judged by the policy of its base; from its merge on, this would hold:',
      '',
    ],
    rows: [
      ...problems.map(
        ({ file, line, message, next }) =>
          () =>
            `- ⚠️ ${codeSpan(`${file}:${line}`)} ${escapeMarkdown(message)} ${escapeMarkdown(next)}`,
      ),
      ...changes.map(
        ({ key, from, to }) =>
          () =>
            `- ${codeSpan(key)}: ${escapeMarkdown(from)} → ${escapeMarkdown(to)}`,
      ),
      ...(problems.length + changes.length === 0
        ? [() => '- Nothing: only its wording differs.']
        : []),
    ],
  }
}
