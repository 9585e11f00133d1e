import { describe, expect, test } from '@jest/globals'
import { suggestedCommands } from '../../../src/cli/policy-draft/hints.ts'
import { ownersIn } from '../../../src/cli/policy-draft/owners.ts'
import { candidatesAmong, globsFor } from '../../../src/cli/policy-draft/report-globs.ts'
import { DEFAULT_POLICY } from '../../../src/policy/policy.ts'
import { anyGlob } from '../../../src/snapshot/glob.ts'

const suggested = (files: Readonly<Record<string, string>>) =>
  suggestedCommands(
    (name) => files[name] ?? null,
    (name) => name in files,
  )

describe('the commands that a project suggests', () => {
  const scripts = JSON.stringify({ scripts: { test: 'jest', lint: 'eslint .', start: 'node .' } })

  test.each([
    [{ 'package.json': scripts }, ['npm test', 'npm run lint']],
    [{ 'package.json': scripts, 'pnpm-lock.yaml': '' }, ['pnpm test', 'pnpm run lint']],
    [{ 'package.json': scripts, 'yarn.lock': '' }, ['yarn test', 'yarn run lint']],
    [{ 'package.json': scripts, 'bun.lock': '' }, ['bun run test', 'bun run lint']],
    [
      { 'package.json': '{"scripts":{"test":"echo \\"Error: no test specified\\" && exit 1"}}' },
      [],
    ],
    [{ 'package.json': '{"scripts":3}' }, []],
    [{ 'package.json': '{' }, []],
    [{ 'Cargo.toml': '' }, ['cargo test', 'cargo clippy']],
    [{ 'go.mod': 'module x' }, ['go test ./...', 'go vet ./...']],
    [
      { 'pyproject.toml': '[tool.pytest.ini_options]\n[tool.ruff.lint]\n' },
      ['pytest', 'ruff check .'],
    ],
    [{ Makefile: 'test: build\n\tgo test\nlint := x\ncheck:\n' }, ['make test', 'make check']],
    [{}, []],
  ] satisfies readonly (readonly [Record<string, string>, readonly string[]])[])(
    '%j',
    (files, commands) => {
      expect(suggested(files)).toEqual(commands)
    },
  )
})

describe('the owners of all files', () => {
  test.each([
    ['* @mona @acme/core # all\n/docs @lee\n', ['mona'], ['acme/core']],
    ['/src @mona\n/docs @acme/docs mona@example.com\n', ['mona'], ['acme/docs']],
    ['# @mona\n\n*\n', [], []],
    ['* @mona\n* @lee\n', ['lee'], []],
    ['* @mo"na @acme/core/x @-\n', [], []],
  ])('%j', (text, people, teams) => {
    expect(ownersIn(text)).toEqual({ people, teams })
  })
})

describe('globs for reports', () => {
  test('cover what was found and what will stand beside it, and nothing that is no report', () => {
    const paths = [
      'docs/audits/spring.md',
      'docs/audits/summer.md',
      'notes/ideas.md',
      'notes/review-1.md',
      'notes/review-2.md',
      'approvals/2026-05.md',
      'approvals/how-to.md',
      'a [b]/code-review.md',
      'x(y)/review.md',
    ]
    const reports = paths.filter(
      (path) => !['notes/ideas.md', 'approvals/how-to.md'].includes(path),
    )
    const globs = globsFor(reports, paths)
    expect(globs).toEqual([
      'docs/audits/*.md',
      'notes/review*.md',
      'approvals/2026-05.md',
      'a \\[b\\]/*review*.md',
    ])
    const covered = paths.filter(anyGlob(globs))
    expect(covered).toEqual(reports.filter((path) => !path.startsWith('x(y)')))
  })

  test('are only looked for by name, and not where the default ones look', () => {
    const paths = [
      ...['REVIEW.md', 'reviews/1.md', 'src/REVIEW.md', 'docs/audit.md', 'notes/Approval-2.md'],
      ...[
        'docs/review-process.txt',
        'node_modules/x/review.md',
        '.github/review_template.md',
        'test/fixtures/review.md',
        'README.md',
      ],
    ]
    expect(candidatesAmong(paths, DEFAULT_POLICY.reports)).toEqual([
      'docs/audit.md',
      'notes/Approval-2.md',
    ])
  })
})
