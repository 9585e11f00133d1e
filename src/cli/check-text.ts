import { citedPaths } from '../publish/annotations.ts'
import type { Around } from '../publish/around.ts'
import { type Remark, remarksOn } from '../publish/remarks.ts'
import { reportPaths } from '../snapshot/report-paths.ts'
import type { JudgedClone } from './assess-clone.ts'
import type { CHECK_FORMATS } from './commands/check.ts'
import type { Terminal } from './terminal.ts'
import { differing, treeOf } from './tree.ts'
import { version } from './version.ts'

/** What `countersign check` prints, in one of its formats. Each loads what it needs, and nothing else. */
export async function checkText(
  judged: JudgedClone,
  format: (typeof CHECK_FORMATS)[number],
  { colours, columns }: Pick<Terminal, 'colours' | 'columns'>,
): Promise<string> {
  const { snapshot, assessment } = judged
  switch (format) {
    case 'text': {
      const { assessmentPage } = await import('../publish/terminal/assessment-page.ts')
      const { styleOf } = await import('../publish/terminal/style.ts')
      const around = await aroundOf(judged)
      return assessmentPage(snapshot, assessment, around, styleOf({ colours, columns }))
    }
    case 'json': {
      const { assessmentData } = await import('../publish/json/assessment.ts')
      const { jsonText } = await import('../publish/json/json-text.ts')
      return jsonText(assessmentData(snapshot, assessment, await aroundOf(judged), version()))
    }
    case 'markdown': {
      const { summaryPage } = await import('../publish/summary/summary.ts')
      return summaryPage(snapshot, assessment).trimEnd()
    }
    case 'sarif': {
      const { sarifLog } = await import('../publish/sarif/sarif.ts')
      const { jsonText } = await import('../publish/json/json-text.ts')
      // Code scanning takes no result without a file.
      const remarks = (await remarksAtHead(judged)).filter(({ path }) => path !== null)
      return jsonText(sarifLog(remarks, version()))
    }
    case 'github': {
      const { workflowCommands } = await import('../publish/github-actions/commands.ts')
      const failed = assessment.conclusion === 'failure'
      return workflowCommands(await remarksAtHead(judged), assessment.title, failed)
    }
  }
}

async function aroundOf({ git, baseName, snapshot }: JudgedClone): Promise<Around> {
  const tree = await treeOf(git)
  return {
    baseName,
    dirty: tree.changed.length > 0,
    uncommitted: differing(tree).filter(reportPaths(snapshot.reportPatterns)),
  }
}

/** The remarks on files that are there, and on commits. */
async function remarksAtHead({ assessment, snapshot, source }: JudgedClone): Promise<Remark[]> {
  const reports = assessment.ledger.reports.map(({ path }) => path)
  const paths = [...reports, ...citedPaths(assessment)]
  const atHead = await source.filesAtHead(snapshot, paths)
  return [...remarksOn(assessment)].filter(({ path }) => path === null || atHead.has(path))
}
