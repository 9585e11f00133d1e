import { expect, test } from '@jest/globals'
import { shortReading } from '../support/short-reading.ts'

test.each<[name: string, report: string, expected: string]>([
  [
    'verdict table by reviewer',
    '# Review\n\n## Verdict\n\n| Reviewer | Verdict |\n|---|---|\n| A | approve |\n| B | block |\n',
    'fails',
  ],
  [
    'round sections',
    '# Review\n\n## Round 1\n\nVerdict: block\n\n## Round 2\n\nVerdict: approve\n',
    'approve []',
  ],
  ['status approved design', '# Review\n\nStatus: approved design, code in review\n', 'fails'],
  ['release note words', '# Review\n\nApproved by the security team for release.\n', 'fails'],
  [
    'blockers then none left',
    '# Review R2\n\nVerdict: approve\n\n## Blockers\n\nNone remaining.\n',
    'approve []',
  ],
  [
    'blockers all resolved text',
    '# Review R2\n\nVerdict: approve\n\n## Blockers\n\nAll resolved.\n',
    'approve []',
  ],
  [
    'blockers list of none + text',
    '# Review\n\nVerdict: approve\n\n## Blocking issues\n\nNo blocking issues were found.\n\n## Blocking issues: none\n',
    'approve []',
  ],
  [
    'open blockers heading zero',
    '# Review R2\n\nVerdict: approve\n\n## Open blockers (0)\n\nNone.\n',
    'approve []',
  ],
  [
    'notes with must',
    '# Review\n\nVerdict: approve\n\n## Notes\n\n1. [non-blocking] rename\n2. Non-blocking: y\n',
    'approve []',
  ],
  [
    'not a blocker',
    '# Review\n\nVerdict: approve\n\n## Findings\n\n1. Not a blocker: rename.\n2. [not blocking] y\n3. Blocker? No, only a nit.\n',
    'approve []',
  ],
  [
    'example headings',
    '# Review\n\nVerdict: approve\n\n## Blocking I/O is gone\n\nFine.\n\n## Blocker handling\n\nThe `Blocker` type is parsed well.\n',
    'approve []',
  ],
  [
    'blocking call list',
    '# Review\n\nVerdict: approve\n\n- Blocking calls are now async.\n- Blocker parsing is tested.\n',
    'approve []',
  ],
  [
    'blocking: word',
    '# Review\n\nVerdict: approve\n\n## Nits\n\n- [nit] Blocker: is misspelt\n',
    'approve []',
  ],
])('what approves, and what does not: %s', (_, report, expected) => {
  const read = shortReading(report)
  if (expected === 'fails') expect(read).toContain('!')
  else expect(read).toBe(expected)
})
