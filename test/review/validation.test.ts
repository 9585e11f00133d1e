import { describe, expect, test } from '@jest/globals'
import { plainPassage } from '../../src/reading/passage.ts'
import { readReport } from '../../src/review/read-report.ts'
import { readValidation } from '../../src/review/runs/validation.ts'

const read = (rest: string) => readReport(`# Review\n\nVerdict: approve\n\n${rest}`)

/** `coder: npm test = passed 12/0/3`; figures that are not given are left out. */
const runs = (rest: string) =>
  read(rest).validation.map(({ by, command, outcome, passed, failed, ignored }) => {
    const figures = [passed, failed, ignored].map((figure) => figure ?? '').join('/')
    return `${by}: ${command} = ${outcome}${figures === '//' ? '' : ` ${figures}`}`
  })

describe('the commands that were run', () => {
  test.each<[string, string, string[]]>([
    [
      'a list',
      '## Validation\n\n- `npm test` — passed\n- `npm run lint`\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = unknown'],
    ],
    [
      'marks',
      '## Tests\n\n- ✅ `npm test`\n- ❌ `npm run lint`\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = failed'],
    ],
    [
      'figures',
      '## Tests\n\n- `npm test`: 1,204 passed, 0 failed, 3 skipped\n',
      ['reviewer: npm test = passed 1204/0/3'],
    ],
    [
      'failures decide',
      '## Tests\n\n- `npm test`: 12 passed, 1 failed\n',
      ['reviewer: npm test = failed 12/1/'],
    ],
    [
      'groups are added up',
      '## Tests\n\n- `just test` (80 peer + 3 cli + 5 tauri tests pass)\n',
      ['reviewer: just test = passed 88//'],
    ],
    [
      'exit codes',
      '## Tests\n\n- `npm test` exit 0\n- `npm run lint` exited with 1\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = failed'],
    ],
    [
      'shares',
      '## Tests\n\n- `npm test`: 12/12 passed\n- `npm run e2e`: 11 of 12 tests pass\n',
      ['reviewer: npm test = passed 12//', 'reviewer: npm run e2e = failed 11/1/'],
    ],
    [
      'what it did before',
      '## Tests\n\n- `npm test` failed before, passes now\n- Ran `tsc -b`; without the fix it fails, now it passes\n',
      ['reviewer: npm test = passed', 'reviewer: tsc -b = passed'],
    ],
    [
      'could not be run',
      '## Tests\n\n- `npm test` could not be run\n',
      ['reviewer: npm test = not-run'],
    ],
    ['not run', '## Tests\n\n- `npm test`: not run\n', ['reviewer: npm test = not-run']],
    ['did not pass', '## Tests\n\n- `npm test` did not pass\n', ['reviewer: npm test = failed']],
    [
      'roles',
      '## Validation\n\nCoder reported:\n\n- `npm test`\n\nReviewer re-ran:\n\n- `npm test`\n\nParent/orchestrator reran after merge:\n\n- `npm test`\n',
      [
        'coder: npm test = unknown',
        'reviewer: npm test = unknown',
        'orchestrator: npm test = unknown',
      ],
    ],
    [
      'code',
      '## Checks\n\n```sh\nnpm test\nnpm run lint\n```\n\nAll commands passed.\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = passed'],
    ],
    [
      'code with a prompt',
      '## Checks\n\n```\n$ npm test\nTests: 12 passed, 12 total\n$ ./check.sh\n```\n',
      ['reviewer: npm test = passed 12//', 'reviewer: ./check.sh = unknown'],
    ],
    [
      'code with results',
      '## Checks\n\n```\nnpm test ✅ ~55 passed / 0 failed\n+ 13 ignored\n```\n',
      ['reviewer: npm test = passed 55/0/13'],
    ],
    [
      'any program, where commands are announced',
      '## Checks\n\nCommands run:\n\n```\nfrobnicate --all\n```\n',
      ['reviewer: frobnicate --all = unknown'],
    ],
    [
      'all but one',
      '## Checks\n\n- `npm test`\n- `npm run lint`\n\nAll passed except lint.\n',
      ['reviewer: npm test = unknown', 'reviewer: npm run lint = unknown'],
    ],
    [
      '"all passed" says nothing of a failure',
      '## Checks\n\n- `npm test` failed\n- `tsc`\n\nAll commands passed.\n',
      ['reviewer: npm test = failed', 'reviewer: tsc = passed'],
    ],
    [
      'a table',
      '## Checks\n\n| Command | Result |\n|---|---|\n| `npm test` | ✅ 12 passed |\n',
      ['reviewer: npm test = passed 12//'],
    ],
    [
      'attested elsewhere',
      '## Count\n\nThe hand-off attests `npm test → 48 passed`.\n',
      ['author: npm test = passed 48//'],
    ],
    [
      'not: files that were read',
      '## Validation\n\nInspected:\n\n- `src/a.ts`\n- Key files: `src/b.ts`\n',
      [],
    ],
    ['not: prose', '## Validation\n\n- I make sure that it works\n- go through the list\n', []],
    ['not: mentioned elsewhere', '## Summary\n\nRun `npm test` before you merge.\n', []],
    ['not: a plan for others', '## Follow-ups\n\n- `npm test` on Windows\n', []],
  ])('%s', (_, rest, expected) => {
    expect(runs(rest)).toEqual(expected)
  })
})

describe('in the dialects of reports', () => {
  test.each<[string, string, string[]]>([
    [
      'prompts of several shells',
      '## Log\n\n```\nC:\\bees> dotnet build\nBuild succeeded.\nPS C:\\bees> dotnet test\nFailed!  - Failed:     2, Passed:    40, Skipped:     1, Total:    43\nann@hive:~/bees$ make lint\n```\n',
      [
        'reviewer: dotnet build = passed',
        'reviewer: dotnet test = failed 40/2/1',
        'reviewer: make lint = unknown',
      ],
    ],
    [
      'arrows and comments in code',
      '## What I ran\n\n```sh\nmake unit     → ok (31 passed)\nmake bench    → skipped, no time\ngo vet ./...  # clean\n```\n',
      [
        'reviewer: make unit = passed 31//',
        'reviewer: make bench = not-run',
        'reviewer: go vet ./... = passed',
      ],
    ],
    [
      'a command over two lines',
      '## Checks\n\n```\n$ cargo test \\\n    --workspace\ntest result: ok. 4 passed; 0 failed; 1 ignored; 0 measured\ntest result: ok. 5 passed; 0 failed; 0 ignored; 0 measured\n```\n\n- `npm test\n  -- --ci` passed\n',
      ['reviewer: cargo test --workspace = passed 9/0/1', 'reviewer: npm test -- --ci = passed'],
    ],
    [
      'joined commands are one, listed ones several',
      '## Checks\n\n- `npm ci && npm test`: green\n- `a-lint .`, `npx tsc` and `npm run e2e` pass\n- `npm run x` · `npm run y` — both clean\n',
      [
        'reviewer: npm ci && npm test = passed',
        'reviewer: a-lint . = passed',
        'reviewer: npx tsc = passed',
        'reviewer: npm run e2e = passed',
        'reviewer: npm run x = passed',
        'reviewer: npm run y = passed',
      ],
    ],
    [
      'several with the end of each',
      '## Checks\n\n- `npm run build` — clean; `npm test` — 16/16;\n  `npm run lint` — 2 errors\n',
      [
        'reviewer: npm run build = passed',
        'reviewer: npm test = passed 16//',
        'reviewer: npm run lint = failed /2/',
      ],
    ],
    [
      'the end before the command',
      '## Checks\n\n- PASS `npm test`\n- FAIL `npm run lint`\n- SKIP `npm run e2e`\n- Tests all pass (`npx vitest run`)\n',
      [
        'reviewer: npm test = passed',
        'reviewer: npm run lint = failed',
        'reviewer: npm run e2e = not-run',
        'reviewer: npx vitest run = passed',
      ],
    ],
    [
      'a lead that says how all ended',
      '## Checks\n\nThese checks passed, but one worry remains:\n\n- Types: `npx tsc`\n- `npm test`\n\nThe following were not run since they need a device:\n\n- `npm run e2e`\n',
      [
        'reviewer: npx tsc = passed',
        'reviewer: npm test = passed',
        'reviewer: npm run e2e = not-run',
      ],
    ],
    [
      'a result below',
      '## Test run\n\nRan:\n- `pytest -q`\n\nResult:\n\n- 56 passed\n\n## Baseline\n\nCommand run:\n- `pytest tests/slow`\n- Result: 3 failed, 2 passed\n',
      ['reviewer: pytest -q = passed 56//', 'reviewer: pytest tests/slow = failed 2/3/'],
    ],
    [
      'a table of gates',
      '## Gates\n\n| Gate | Status |\n|---|---|\n| Tree is clean | ✅ PASS |\n| `npm test` | ✅ PASS (1 pre-existing failure in an unrelated suite) |\n| Lint | Pass (npm run lint) |\n| cargo test (9/9) | Pass |\n| `npm run e2e` | Could not run (no browser), but it compiles |\n',
      [
        'reviewer: npm test = passed',
        'reviewer: npm run lint = passed',
        'reviewer: cargo test = passed 9//',
        'reviewer: npm run e2e = not-run',
      ],
    ],
    [
      'prose anywhere',
      'I ran `npm test` and `npm run lint`; both pass. I also ran `npx tsc` on the old branch, and it complained.\n\nVerification: `go test ./...` green.\n\n## Scope\n\nRunning `cargo check` failed with an error of the linker. Everything was built (`npm run build` is clean).\n',
      [
        'reviewer: npm test = passed',
        'reviewer: npm run lint = passed',
        'reviewer: npx tsc = failed',
        'reviewer: go test ./... = passed',
        'reviewer: cargo check = failed',
        'reviewer: npm run build = passed',
      ],
    ],
    [
      'said before the command',
      '## Criteria\n\n- 79/79 tests pass. Command run: `.venv/bin/python -m pytest tests`.\n- Types verified via `npx tsc --noEmit`.\n',
      [
        'reviewer: .venv/bin/python -m pytest tests = passed 79//',
        'reviewer: npx tsc --noEmit = passed',
      ],
    ],
    [
      'boxes',
      '## Checks\n\n- [x] `npm test`\n- [ ] `npm run e2e`\n\nTo do:\n\n- [ ] `npm run bench`\n- [ ] `npm run soak`\n',
      ['reviewer: npm test = passed', 'reviewer: npm run e2e = not-run'],
    ],
    [
      'a record',
      '## Handover\n\n```yaml\nvalidation:\n  - command: npm test\n    outcome: passed\n  - command: "npm run lint"\n    exit_code: 1\n```\n',
      ['reviewer: npm test = passed', 'reviewer: npm run lint = failed'],
    ],
    [
      'headings with what was printed',
      '## Validation\n\n### `npm test`\n\n```\nTests:       3 skipped, 611 passed, 614 total\n```\n\n### `npm run lint` ❌\n\nTwo files.\n',
      ['reviewer: npm test = passed 611//3', 'reviewer: npm run lint = failed'],
    ],
    [
      'announced in running text, figures only for the last',
      'Validation performed: `npm run types`, `npm test` (57/57), `git diff --check`.\n\nAll green: `ruff check .`, `pytest -q` (9 passed).\n',
      [
        'reviewer: npm run types = unknown',
        'reviewer: npm test = passed 57//',
        'reviewer: git diff --check = unknown',
        'reviewer: ruff check . = passed',
        'reviewer: pytest -q = passed 9//',
      ],
    ],
    [
      'not run, said before',
      '## Checks\n\n- Did not run `make e2e` (needs docker)\n- I could not run `make bench`\n',
      ['reviewer: make e2e = not-run', 'reviewer: make bench = not-run'],
    ],
    [
      'a table with exit codes',
      '## Checks\n\n| # | Command | Exit | Notes |\n|---|---|---|---|\n| 1 | `npm test` | 0 | 44 pass |\n| 2 | `npm run lint` | 1 | |\n',
      ['reviewer: npm test = passed 44//', 'reviewer: npm run lint = failed'],
    ],
    [
      'told twice',
      '## Summary\n\nAll is well, `npm test` passes.\n\n## Validation\n\n- `npm test`: 12 passed\n',
      ['reviewer: npm test = passed 12//'],
    ],
    [
      'told in the evidence of a finding',
      '## Findings\n\n### Important: the queue is lost\n\nEvidence: `pytest tests/queue.py` fails.\n\n## Tests run\n\n- `pytest tests/queue.py`\n',
      ['reviewer: pytest tests/queue.py = failed'],
    ],
    [
      'ticked among findings, coded or not',
      '## Findings\n\n### Bees and combs\n\n- **PASS**: `npm run build` - clean compilation\n- ✅ npx vitest run passes (32/32 tests)\n- ✅ `git log` shows two commits\n',
      ['reviewer: npm run build = passed', 'reviewer: npx vitest run = passed 32//'],
    ],
    [
      'figures in a note',
      '## Notes\n\n- Targeted test run: `cargo test hive` and `cargo test comb` both pass, but neither sees the queen.\n\n## Findings\n\n- The suite (`npm test`: 314 tests passing) has none for this.\n',
      [
        'reviewer: cargo test hive = passed',
        'reviewer: cargo test comb = passed',
        'reviewer: npm test = passed 314//',
      ],
    ],
    [
      'what it was run for',
      '## Code\n\n- **Tests**: Ran `cargo check` to verify that the code compiles.\n',
      ['reviewer: cargo check = passed'],
    ],
    [
      'a dash that is an argument',
      '## Commands run\n\n```\ncurl -D - https://bees.example/health -o out.txt\n```\n',
      ['reviewer: curl -D - https://bees.example/health -o out.txt = unknown'],
    ],
    [
      'listed first, told of below, and again in short',
      '## Commands run\n\n```\nnpm test\npnpm exec oxlint src\nnpm run hive -- smoke\n```\n\nObserved:\n\n- Full `npm test`: 386 passed\n- `oxlint`: passed\n- `smoke --all`: passed\n\n## Style\n\n- `cargo fmt` passes\n\n## Gates\n\n- `cargo fmt -- --check`: ok\n',
      [
        'reviewer: npm test = passed 386//',
        'reviewer: pnpm exec oxlint src = unknown',
        'reviewer: npm run hive -- smoke = unknown',
        'reviewer: cargo fmt -- --check = passed',
      ],
    ],
    [
      "a reviewer's handoff is the reviewer's",
      '# Handoff report: review of the hive\n\n## Tests\n\n- `npm test`: passed\n',
      ['reviewer: npm test = passed'],
    ],
  ])('%s', (_, rest, expected) => {
    expect(runs(rest)).toEqual(expected)
  })
})

describe('whatever the program is', () => {
  test.each<[string, string, string[]]>([
    [
      'it was just run, or ended right behind',
      'I ran `hivectl migrate --dry-run`, which was fine. `hivectl verify --all` → exit 0. The suite (`test/run.sh` result is 55/55) is complete.\n',
      [
        'reviewer: hivectl migrate --dry-run = passed',
        'reviewer: hivectl verify --all = passed',
        'reviewer: test/run.sh = passed 55//',
      ],
    ],
    [
      'among commands, and not in what is told of them',
      '## Checks run\n\n- `npm run build`: passed\n- `tools/render.py`\n- `gofmt`: clean\n- `npm run e2e`: the sandbox printed `spawn EPERM`; outside of it all passed\n',
      [
        'reviewer: npm run build = passed',
        'reviewer: tools/render.py = unknown',
        'reviewer: gofmt = passed',
        'reviewer: npm run e2e = passed',
      ],
    ],
    [
      'in a column of commands, with a name before it',
      '## Results\n\n| Command or check | Result |\n|---|---|\n| `dart analyze` | Pass |\n| Example `dart compile exe` | Pass |\n| `:hive:lint` | Pass |\n| `cmp a.sh b.sh` | IDENTICAL |\n',
      [
        'reviewer: dart analyze = passed',
        'reviewer: dart compile exe = passed',
        'reviewer: :hive:lint = passed',
        'reviewer: cmp a.sh b.sh = passed',
      ],
    ],
    [
      'with what it consists of, which is no other run',
      '- gate: `bash ci.sh` green (fmt · `cargo test --workspace` · types)\n',
      ['reviewer: bash ci.sh = passed'],
    ],
    [
      'beside a command',
      'All of it is clean (`make all`, `hive check B3`).\n',
      ['reviewer: make all = passed', 'reviewer: hive check B3 = passed'],
    ],
    [
      'one after another, without code',
      'Verification run: npm ci --ignore-scripts; npm run build -w hive; node --test ./a.test.ts (50/50); git diff --check.\n',
      [
        'reviewer: npm ci --ignore-scripts = unknown',
        'reviewer: npm run build -w hive = unknown',
        'reviewer: node --test ./a.test.ts = passed 50//',
        'reviewer: git diff --check = unknown',
      ],
    ],
    [
      'ticked, or behind the word that it passed',
      '## Export\n\n- ✅ `hive --json out.json` writes valid JSON (confirmed via `python3 -m json.tool`)\n\n| Check | Result |\n|---|---|\n| Links | Passed across 32 files with `tools/links.py` |\n',
      [
        'reviewer: hive --json out.json = passed',
        'reviewer: python3 -m json.tool = passed',
        'reviewer: tools/links.py = passed',
      ],
    ],
  ])('%s', (_, rest, expected) => {
    expect(runs(rest)).toEqual(expected)
  })
})

describe('where the end is told', () => {
  test.each<[string, string, string[]]>([
    [
      'in the sentence before others that were not run',
      '## Checks\n\n```\nnpm test\nnpm run lint\n```\n\nAll commands passed. I did not run `make e2e`.\n',
      [
        'reviewer: npm test = passed',
        'reviewer: npm run lint = passed',
        'reviewer: make e2e = not-run',
      ],
    ],
    [
      'by a mark before each',
      '**Checks:** ✅ `cargo fmt --check` ✅ `cargo check` ❌ `cargo test`\n',
      [
        'reviewer: cargo fmt --check = passed',
        'reviewer: cargo check = passed',
        'reviewer: cargo test = failed',
      ],
    ],
    [
      'in the first column',
      '| Result | Command |\n|---|---|\n| ✅ | `bun test` |\n| ❌ 3 failures | `bun run e2e` |\n',
      ['reviewer: bun test = passed', 'reviewer: bun run e2e = failed /3/'],
    ],
    [
      'by the last result under a title',
      '## Checks\n\n### `npm run verify`\n\nThe first attempt failed: no pipe.\n\nResult: Pass.\n',
      ['reviewer: npm run verify = passed'],
    ],
    [
      'in a section of results',
      '## Commands run\n\n```\nnpm test\n```\n\n## Results\n\nAll passed.\n',
      ['reviewer: npm test = passed'],
    ],
    [
      'before a colon',
      '## Floor\n\nAll packages typecheck clean:\n\n- `@hive/a` — `tsc --noEmit`\n- `@hive/b` — `tsc -b`\n',
      ['reviewer: tsc --noEmit = passed', 'reviewer: tsc -b = passed'],
    ],
    [
      'a failure that was meant',
      '## Checks\n\n- `node cli.js doctor`: expected config-missing exit 1\n- `node cli.js push` — refuses, exit 1\n- `node cli.js gen` exit 1 (as intended)\n',
      [
        'reviewer: node cli.js doctor = passed',
        'reviewer: node cli.js push = passed',
        'reviewer: node cli.js gen = passed',
      ],
    ],
    [
      'in other languages',
      '# Evidenz\n\n1. Tests: `pnpm test` -> 12 Tests grün.\n2. Vorher: `pnpm vitest run a.test.ts` schlug erwartbar fehl.\n3. `npm run lint`: sans erreur\n4. `npm run build`: éxito\n',
      [
        'reviewer: pnpm test = passed 12//',
        'reviewer: pnpm vitest run a.test.ts = failed',
        'reviewer: npm run lint = passed',
        'reviewer: npm run build = passed',
      ],
    ],
    [
      'in each round, and for each package',
      '## Round 1\n\n- `npm test` passes\n\n## Round 2\n\n- `npm test` passes\n\n## Validation\n\n### Hive\n\n- `npm ci`: ok\n\n### Comb\n\n- `npm ci`: ok\n',
      [
        'reviewer: npm test = passed',
        'reviewer: npm test = passed',
        'reviewer: npm ci = passed',
        'reviewer: npm ci = passed',
      ],
    ],
    [
      'among findings, under a title of its own or as not run',
      '## Findings\n\n**Test run (reviewer)**\n\n```\npython -m py_compile a.py → OK\n```\n\n## Open questions\n\n- `npm run migrate` was not run here\n',
      ['reviewer: python -m py_compile a.py = passed', 'reviewer: npm run migrate = not-run'],
    ],
    [
      'in each part of a plan, and in a resubmission',
      '## Plan 01: hives\n\n- ✅ `npm test` passes\n\n## Plan 02: combs\n\n- ✅ `npm test` passes\n\n## Resubmission\n\n- `npm test` passes\n',
      ['reviewer: npm test = passed', 'reviewer: npm test = passed', 'reviewer: npm test = passed'],
    ],
  ])('%s', (_, rest, expected) => {
    expect(runs(rest)).toEqual(expected)
  })
})

describe('what is no run', () => {
  test.each<[string, string]>([
    [
      'an order before a block',
      '## Tests\n\n1. Run the new tests:\n\n   ```\n   npm test\n   ```\n',
    ],
    [
      'an order of any wording',
      '## Verification\n\n1. Run module tests:\n\n   ```\n   npm test\n   ```\n\nNo migration needed. Just run:\n\n```\nbash bin/init.sh\n```\n',
    ],
    ['a method', '## Verification method\n\n```\nnpm test\n```\n'],
    [
      'steps that start a server',
      '## Smoke test commands\n\n```\nnpm ci  # Dependencies OK\nnpm run dev\ncurl http://localhost:3000/health\n```\n',
    ],
    [
      "a workflow's step",
      '## Findings\n\n```yaml\nsteps:\n  - name: Tests\n    shell: pwsh\n    run: npm test\n```\n',
    ],
    ['what is offered', '## Test layout\n\n- Allows filtering: `npm run test:fast -- -t bees`\n'],
    ['to be run again', '## Resubmission\n\nAddress item 1. Re-run:\n`npm test`, then return.\n'],
    ['a program and what it had', '## Tests\n\n- pytest with coverage: passed\n'],
    ['a hope', '## Tests\n\n```\nnpm run lint  # Should fail on 3 files\n```\n'],
    ['homework by its title', '### Tests (what to run)\n\n- `npm test`\n'],
    ['a doubt', '## Verification\n\n- Whether `hive -p --all` is accepted is open\n'],
    ['what is in the code', '`check` maps to `tsc --noEmit && eslint .`; both work.\n'],
    ['a name with its version', 'I ran the probe against `hive-core 1.2.3`.\n'],
    [
      'a statement',
      "## Commands run\n\n```\nthrow new Lost('bee') // ✅ safe\nclass Lost extends Bee {\n```\n",
    ],
    [
      'looking, as evidence',
      '## Evidence\n\nIt is reduced to:\n\n```\ngrep -oE "Host=[^ ]+"\n```\n',
    ],
    ['a mode of a program', '## Verification\n\n- The `hive run --fast` mode is meant for demos\n'],
    ['advice', 'Please run `npm test` before the merge; it should pass. Then `npm run lint`.\n'],
    ['a wish', '## Validation\n\nOnce that is in, `npm test` would pass.\n'],
    ['homework', '## Test plan\n\n- [ ] `npm test`\n- [ ] `npm run lint`\n'],
    ['a plan', '## How to verify\n\n```\nnpm test\nnpm run lint\n```\n'],
    [
      'evidence of a finding',
      '## Findings\n\n1. **Critical**: `npm test` fails on Windows, and `npm run lint` passes by luck.\n',
    ],
    ['a fix advised', '## Recommendations\n\n- Use `npm ci`: `npm test` then passes.\n'],
    ['figures alone', '## Tests\n\nTests: 82 passed\n\nGates: `BUILD_EXIT:0`\n'],
    ['tools', 'The `npm test` script calls `vitest run`. We use `cargo` and `make lint` in CI.\n'],
    ['source code', '## Verification\n\n- `const rows = await db.all(sql);` is correct now ✅\n'],
    ['history', '## Validation\n\n- the `git history` is clean\n- task entries in the plan pass\n'],
    ['a template', '## Commands\n\n- `npm run release -- …`\n- `pytest ...`\n'],
    [
      'a table of findings',
      '## Overview\n\n| Finding | Severity | Fix |\n|---|---|---|\n| `npm test` fails in CI | High | run `npm ci` |\n',
    ],
    ['looking', 'As `git show abc1234` and `cat src/a.ts` show, nothing passes through here.\n'],
  ])('%s', (_, rest) => {
    expect(runs(rest)).toEqual([])
  })
})

describe('runners', () => {
  test.each<[string, string, string]>([
    [
      'jest',
      'Test Suites: 2 failed, 88 passed, 90 total\nTests:       2 failed, 980 passed, 982 total',
      'failed 980/2/',
    ],
    [
      'vitest',
      ' Test Files  19 passed (19)\n      Tests  244 passed | 6 skipped (250)',
      'passed 244//6',
    ],
    ['pytest', '=== 1 failed, 55 passed, 2 skipped in 4.86s ===', 'failed 55/1/2'],
    ['go', 'ok  \tbees/hive\t1.2s\nFAIL\tbees/comb\t0.1s', 'failed'],
    ['gradle', '73 tests completed, 1 failed\nBUILD FAILED in 22s', 'failed 72/1/'],
    ['JUnit', 'Tests run: 40, Failures: 0, Errors: 0, Skipped: 3', 'passed 37/0/3'],
    ['RSpec', '733 examples, 0 failures, 2 pending', 'passed 731/0/2'],
    ['node', 'ℹ tests 61\nℹ pass 60\nℹ fail 1', 'failed 60/1/'],
    ['unittest', 'Ran 12 tests in 0.1s\n\nFAILED (failures=1, errors=1)', 'failed 10/2/'],
    ['PHPUnit', 'OK (12 tests, 34 assertions)', 'passed 12//'],
    ['ctest', '100% tests passed, 0 tests failed out of 9', 'passed 9/0/'],
    ['flutter', '00:14 +166: All tests passed!', 'passed 166//'],
    ['mocha', '  12 passing (2s)\n  1 failing', 'failed 12/1/'],
    ['mypy', 'Success: no issues found in 3 source files', 'passed'],
    ['a linter', '0 issues.', 'passed'],
    ['tsc', "src/a.ts(3,1): error TS2322: Type 'string' is wrong.", 'failed'],
  ])('%s', (_, printed, expected) => {
    expect(runs(`## Log\n\n\`\`\`\n$ ./check.sh\n${printed}\n\`\`\`\n`)).toEqual([
      `reviewer: ./check.sh = ${expected}`,
    ])
  })
})

test('front matter names runs as well', () => {
  const record = plainPassage(
    'reviewer:\n  evidence:\n    - go test ./... executed cleanly\n    - read the code\n  by: me',
    2,
  )
  expect(readValidation([], record)).toMatchObject([
    { command: 'go test ./...', outcome: 'passed', line: 4 },
  ])
})

test('an approval over a failure is a warning, unless it has passed since', () => {
  const told = (verdict: string, rest: string) =>
    readReport(`# Review\n\nVerdict: ${verdict}\n\n## Checks\n\n${rest}`).diagnostics.filter(
      ({ code }) => code === 'approve-over-failures',
    )
  const failed = '- `npm test`: 2 failed, 980 passed\n- `npm run lint`: ok\n'
  expect(told('approve', failed)).toMatchObject([{ severity: 'warning', line: 7 }])
  expect(told('blocking', failed)).toEqual([])
  expect(told('approve', '- `npm test`: 2 failed\n- `npm test` again: 982 passed\n')).toEqual([])
})

test('hostile text takes no time', () => {
  const long = [
    `${'`npm test` '.repeat(20_000)}fails`,
    `ran ${'a '.repeat(50_000)}`,
    `(${'1 passed, '.repeat(20_000)}`,
    `- ${'not '.repeat(50_000)}run`,
    `${'if '.repeat(50_000)}\`npm test\` passes`,
    `Commands run: ${'\x60a b\x60, '.repeat(20_000)}`,
    `- ran ${'a, '.repeat(50_000)}`,
    `### ${'pass '.repeat(50_000)}`,
  ]
  // What were superlinear would not end within the time of a test.
  for (const text of long) read(`## Validation\n\n${text}\n\n\`\`\`\n$ npm test\n${text}\n\`\`\`\n`)
})

test('two figures for one command are a discrepancy', () => {
  const report = read(
    '## Validation\n\nCoder reported:\n\n- `npm test`: 48 passed\n\nReviewer re-ran:\n\n- `npm test`: 55 passed\n',
  )
  expect(report.discrepancies).toEqual([{ about: 'npm test', figures: [48, 55], lines: [9, 13] }])
})

test('notes, risks and follow-ups are counted by entries, or by paragraphs', () => {
  const report = read(
    '## Nits\n\n- a\n- b\n\n## Residual risks\n\nOne.\n\nTwo.\n\n## Next steps\n\n1. x\n- of x\n\n2. y\n\n## Non-blocking notes\n\nNone.\n',
  )
  expect(report.notes.map(({ text }) => text)).toEqual(['a', 'b'])
  expect(report.residualRisks).toEqual([
    { text: 'One.', line: 12 },
    { text: 'Two.', line: 14 },
  ])
  expect(report.followUps.map(({ text }) => text)).toEqual(['x\n\n- of x', 'y'])
})
