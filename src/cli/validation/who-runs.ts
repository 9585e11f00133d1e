import { authorsOf, samePerson } from '../../ledger/people.ts'
import type { Git } from '../../snapshot/git.ts'
import { reportPaths } from '../../snapshot/report-paths.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import { Stopped } from '../stopped.ts'
import type { Runner } from './section.ts'

/**
 * As whom somebody runs commands who doesn't say it: the coder where git knows them as somebody who wrote code on this
 * branch, else the reviewer.
 * @throws Stopped where git doesn't know who they are
 */
export async function whoRuns(
  git: Git,
  { commits, reportPatterns }: Pick<Snapshot, 'commits' | 'reportPatterns'>,
): Promise<Runner> {
  const said = (await git.tried(['var', 'GIT_AUTHOR_IDENT'])) ?? ''
  const [, name, email] = /^(.*) <(.*)> \d+ [+-]\d+$/u.exec(said) ?? []
  if (name === undefined || email === undefined) {
    throw new Stopped(
      'Git doesn’t know who you are, so that nobody can say who ran these commands.',
      'Say it: --as coder or --as reviewer.',
    )
  }
  const isReport = reportPaths(reportPatterns)
  const code = commits.filter(({ files }) => files.some(({ path }) => !isReport(path)))
  const me = { name, email, date: '', login: null }
  return code.flatMap(authorsOf).some((author) => samePerson(author, me)) ? 'coder' : 'reviewer'
}
