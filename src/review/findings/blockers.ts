import type { Severity } from '../../reading/severity.ts'
import type { Outline } from '../outline.ts'
import type { Verdict } from '../report.ts'
import type { Finding } from './finding.ts'
import { numberedFindings, readFindings } from './findings.ts'
import { eachTold } from './repeats.ts'

/**
 * The findings that have to be fixed: those that are called blocking; where the verdict blocks, those of the next
 * level as well, since that is what it asks for. In the report's order, each once.
 */
export function readBlockers(outline: Outline, verdict: Verdict): readonly Finding[] {
  const graded = readFindings(outline)
  const findings =
    graded.length === 0 && verdict.outcome === 'block' ? numberedFindings(outline) : graded
  const blocking = blockingLevels(findings, verdict)
  return eachTold(findings).filter(({ severity }) => blocking.includes(severity))
}

/** The severities that block. Null: findings of which no severity is said. */
function blockingLevels(
  findings: readonly Finding[],
  verdict: Verdict,
): readonly (Severity | null)[] {
  if (verdict.outcome !== 'block') return ['blocking']
  const has = (severity: Severity | null) =>
    findings.some((finding) => finding.severity === severity && finding.told !== 'status')
  const grave: readonly Severity[] = ['blocking', 'high']
  if (grave.some(has)) return grave
  // A verdict that blocks asks for something: what it found, if it grades nothing.
  return has(null) ? [...grave, null] : [...grave, 'medium']
}
