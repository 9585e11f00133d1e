import { readReport } from '../review/read-report.ts'
import { type Folder, readFolder, together } from './folder.ts'
import { score } from './score.ts'
import { textOf } from './text.ts'

/** `npm run accuracy -- FOLDER…`: holds what is read in labelled reports against their labels. */
function main(paths: readonly string[]): void {
  const folder = together(paths.map(readFolder))
  const problems = paths.length === 0 ? ['Use: npm run accuracy -- FOLDER…'] : folder.problems
  for (const problem of problems) console.error(problem)
  if (problems.length === 0) sayScore(folder)
  else process.exitCode = 2
}

function sayScore({ reports, unlabelled }: Folder): void {
  const cases = reports.map((report) => ({ ...report, reading: readReport(report.text) }))
  console.log(textOf(score(cases)))
  if (unlabelled.length > 0) console.log(`\nWithout a label: ${unlabelled.join(', ')}`)
}

main(process.argv.slice(2))
