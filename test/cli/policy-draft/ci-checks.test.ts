import { describe, expect, test } from '@jest/globals'
import { checkCommandIn } from '../../../src/cli/policy-draft/check-commands.ts'
import { ciChecks } from '../../../src/cli/policy-draft/ci-checks.ts'

const workflow = (jobs: string, head = 'name: CI\non: [push, pull_request]') => ({
  path: '.github/workflows/ci.yml',
  text: `${head}\njobs:\n${jobs.replaceAll(/^/gmu, '  ')}`,
})

const job = (steps: string, more = '', id = 'test') =>
  `${id}:\n  runs-on: ubuntu-latest\n${more.replaceAll(/^(?=.)/gmu, '  ')}  steps:\n${steps.replaceAll(/^(?=.)/gmu, '    ')}\n`

const NPM_TEST = '- run: npm test'

const of = (...files: readonly { path: string; text: string }[]) => {
  const { checks, skipped } = ciChecks(files)
  return [
    ...checks.map(
      ({ command, check, doubt }) => `${command} → ${check}${doubt === null ? '' : ` (${doubt})`}`,
    ),
    ...skipped.map((one) => `- ${one}`),
  ]
}

describe('the checks of CI', () => {
  test('are called by workflow and job, as GitHub shows them', () => {
    expect(of(workflow(job(NPM_TEST)))).toEqual(['npm test → CI / test'])
    expect(of(workflow(job(NPM_TEST, 'name: Unit tests\n')))).toEqual([
      'npm test → CI / Unit tests',
    ])
    expect(of(workflow(job(NPM_TEST), 'on: pull_request'))).toEqual([
      'npm test → .github/workflows/ci.yml / test',
    ])
  })

  test('show each command of a plain script, and nothing that only makes ready', () => {
    const steps = `- uses: actions/checkout@v5
- run: npm ci
- run: |
    npm run lint -- \\
      --max-warnings 0
    # the tests
    npm test
    echo done
    docker login ghcr.io
- run: npx tsc --noEmit
  shell: bash
- run: print("npm test")
  shell: python`
    expect(of(workflow(job(steps)))).toEqual([
      'npm run lint -- --max-warnings 0 → CI / test',
      'npm test → CI / test',
      'npx tsc --noEmit → CI / test',
    ])
  })

  test.each([
    [
      'a matrix',
      'strategy:\n  matrix:\n    node: [20, 22]\n',
      'has a matrix, and a check for each value',
    ],
    [
      'a name from elsewhere',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is GitHub's.
      'name: ${{ github.ref }}\n',
      'has a name that is only known when it runs',
    ],
    ['what may fail', 'continue-on-error: true\n', 'ends well whatever fails (continue-on-error)'],
  ])('are not named for a job with %s', (_, more, why) => {
    expect(of(workflow(job(NPM_TEST, more)))).toEqual([
      `- job test of .github/workflows/ci.yml ${why}`,
    ])
  })

  test('are not named for a job that is another workflow', () => {
    expect(of(workflow('test:\n  uses: ./.github/workflows/test.yml'))).toEqual([
      '- job test of .github/workflows/ci.yml is another workflow, whose jobs have names of their own',
    ])
  })

  test.each([
    ['a condition', job(NPM_TEST, "if: github.ref == 'x'\n"), 'the job has a condition'],
    ['a step’s condition', job(`${NPM_TEST}\n  if: always()`), 'the step has a condition'],
    ['another folder', job(`${NPM_TEST}\n  working-directory: web`), 'it runs in web'],
    [
      'another folder for all',
      job(NPM_TEST, 'defaults: { run: { working-directory: web } }\n'),
      'it runs in web',
    ],
    ['Windows', job(NPM_TEST).replace('ubuntu', 'windows'), 'it runs on Windows'],
    [
      'a script with branches',
      job('- run: |\n    set +e\n    npm test'),
      'its script may go on after a failure',
    ],
  ])('are in doubt with %s', (_, jobs, why) => {
    expect(of(workflow(jobs))).toEqual([`npm test → CI / test (${why})`])
  })

  test.each([
    ['on: pull_request', null],
    ['on:\n  pull_request:\n    branches: [main]', null],
    ['on:\n  pull_request:\n    paths: [src/**]', 'it runs for some paths only'],
    ['on: push', 'it doesn’t run for forks'],
  ])('depend on when it runs: %j', (on, why) => {
    expect(of(workflow(job(NPM_TEST), `name: CI\n${on}`))).toEqual([
      `npm test → CI / test${why === null ? '' : ` (${why})`}`,
    ])
  })

  test.each(['on: schedule', 'on:\n  push:\n    branches: [main]', 'on: workflow_dispatch'])(
    'are none where no pull request starts it: %j',
    (on) => {
      expect(of(workflow(job(NPM_TEST), `name: CI\n${on}`))).toEqual([
        '- .github/workflows/ci.yml doesn’t run on pull requests',
      ])
    },
  )

  test('of one command in two jobs are in doubt, and so is one name of two jobs', () => {
    const two = workflow(`${job(NPM_TEST)}${job(NPM_TEST, '', 'again')}`)
    expect(of(two)).toEqual(['npm test → CI / test (also run by CI / again)'])
    const other = { ...workflow(job('- run: make check')), path: '.github/workflows/other.yml' }
    expect(of(workflow(job(NPM_TEST)), other)).toEqual([
      'npm test → CI / test (two jobs have that name)',
      'make check → CI / test (two jobs have that name)',
    ])
  })

  test.each(['', 'jobs: 3', '- a', 'a: [', 'jobs: { test: 3 }\non: push', '&a [*a]'])(
    'of what is no workflow are none: %j',
    (text) => {
      expect(ciChecks([{ path: 'ci.yml', text }]).checks).toEqual([])
    },
  )
})

describe('a command that checks', () => {
  test.each([
    ...[
      'npm test',
      'npm run lint',
      'pnpm run test:unit',
      'yarn test',
      'cargo clippy --all-targets',
    ],
    ...['go vet ./...', 'go test ./...', 'pytest -q', 'python -m pytest', 'uv run ruff check .'],
    ...['make check', './gradlew build', 'mvn -B verify', 'bundle exec rspec', 'npx eslint .'],
    ...['dotnet test', 'docker build .', 'tox', 'cargo fmt --check'],
  ])('%s', (line) => {
    expect(checkCommandIn(line)).toBe(line)
  })

  test.each([
    ...[
      'npm ci',
      'npm install',
      'pip install pytest',
      'apt-get install make',
      'npx playwright install',
    ],
    ...['npm test || true', 'npm ci && npm test', 'pytest | tee log', 'make', 'echo "npm test"'],
    ...[
      'cargo test $ARGS',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is GitHub's.
      'npm test -- ${{ matrix.shard }}',
      'npm publish',
      'git push',
      'if make test',
    ],
    ...['', '# npm test', 'docker push image', 'cargo build --release > log'],
  ])('not %j', (line) => {
    expect(checkCommandIn(line)).toBeNull()
  })
})
