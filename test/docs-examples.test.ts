import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { parseAllDocuments } from 'yaml'
import { readLabels } from '../src/accuracy/labels.ts'
import { operatorToken } from '../src/app/operation/operator-token.ts'
import { programFor } from '../src/cli/program.ts'
import { thisTerminal } from '../src/cli/terminal.ts'
import { readPolicyFile } from '../src/policy/file/read-policy-file.ts'
import { DOCS, examples, type Fence, fences, textOf } from './support/documentation.ts'
import { commandsInYaml } from './support/example-yaml.ts'
import { installed } from './support/install-debian.ts'

/** Every block of these languages is tried here, or held against what it is about. */
const LANGUAGES = ['sh', 'yaml', 'json', 'ini']
/** Those are read by docs.test.ts, or are Markdown and output to look at. */
const OTHERS = ['markdown', 'md', 'text']
/** Sessions and programs: a test of the page acts them out, with what is printed. */
const PLAYED = ['console', 'js', 'ts']

const all = (language: string): readonly Fence[] => DOCS.flatMap((path) => examples(path, language))

const { name: ourName, scripts } = JSON.parse(textOf('package.json')) as {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
}
const dockerfile = textOf('Dockerfile')
const settings = [...textOf('docs/deploying.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(
  ([, name]) => name,
)

test('there is no block of a language that nobody reads', () => {
  const unread = DOCS.flatMap((path) => fences(path)).filter(
    ({ language }) => ![...LANGUAGES, ...OTHERS, ...PLAYED].includes(language),
  )
  expect(unread.map(({ at, language }) => `${at} ${language}`)).toEqual([])
})

test('a page with sessions or programs has a test that acts it out', () => {
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => textOf(`test/${name}`))
  const pages = DOCS.filter((path) =>
    fences(path).some(({ language }) => PLAYED.includes(language)),
  )
  expect(pages.filter((page) => !tests.some((text) => text.includes(`'${page}'`)))).toEqual([])
})

describe('commands', () => {
  /** Lines that "\" continues are one. */
  const commandsOf = ({ code }: Fence): readonly string[] =>
    code
      .replaceAll(/\\\n\s*/g, '')
      .split('\n')
      .flatMap((line) => line.replace(/^#.*| # .*/, '').split(' && '))
      .map((command) => command.trim())
      .filter((command) => command !== '')

  const commands = all('sh').flatMap((fence) =>
    commandsOf(fence).map((command) => [command, fence.at] as const),
  )

  /** What shows that a command does what the page says: the first that fits. */
  const TABLE: readonly (readonly [RegExp, (command: string) => unknown])[] = [
    [/^npm (?:ci|test)$/, () => expect(scripts).toHaveProperty('test')],
    [/^(?:[A-Z_]+=\S+ )*npm (?:run \S+|start)(?: -- .+)?$/, isScript],
    [/^npm install (?:--global )?[\w@-]+$/, isOurPackage],
    // package.test.ts packs it, and installs what comes of that.
    [
      /^npm install --global "\$\(npm pack --silent\)"$/,
      () => expect(scripts).toHaveProperty('prepack'),
    ],
    [/^docker (?:build|run) /, isOfDockerfile],
    [/^printf operator \| openssl /, makesTheToken],
    [/^(?:node dist\/main\.js|(?:npx )?countersign) /, isUnderstood],
  ]

  test.each(commands)('%s (%s)', async (command) => {
    const [, check] = TABLE.find(([pattern]) => pattern.test(command)) ?? []
    if (check === undefined) throw new Error('Nothing tries this command: add it to the table.')
    await check(command)
  })

  // Those within sentences, too: for agents there are no others. Reports run commands that are invented.
  const inSentences = DOCS.filter((path) => path !== 'docs/review-format.md').flatMap((path) =>
    [
      ...textOf(path)
        .replaceAll(/^```markdown\n[\s\S]*?^```$/gm, '')
        .matchAll(/`((?:npm run|npm start|countersign) [^`\n]+)`/g),
    ].map(([, command = '']) => [command, path] as const),
  )

  test.each(inSentences)('`%s` in %s', async (command) => {
    await (command.startsWith('npm') ? isScript(command) : isUnderstood(command))
  })
})

function isScript(command: string): void {
  const set = [...command.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name)
  expect(set.filter((name) => !settings.includes(name))).toEqual([])
  const [, name = '', rest = ''] = /npm (?:run )?(\S+)(?: -- (.+))?$/.exec(command) ?? []
  expect(scripts).toHaveProperty([name])
  const paths = rest.split(' ').filter((word) => word.includes('/'))
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
}

function isOurPackage(command: string): void {
  expect(command.split(' ').at(-1)).toBe(ourName)
}

async function isOfDockerfile(command: string): Promise<void> {
  const [, port] = /^EXPOSE (\d+)$/m.exec(dockerfile) ?? []
  for (const [, inside] of command.matchAll(/-p (?:[\d.]+:)?\d+:(\d+)/g)) expect(inside).toBe(port)
  const [, context] = /^docker build .*?(\S+)$/.exec(command) ?? []
  if (context !== undefined) return expect(existsSync(`${context}/Dockerfile`)).toBe(true)
  const [, words] = /^docker run .*? countersign(?: (.+))?$/.exec(command) ?? []
  await isUnderstood(`countersign ${words ?? 'start'}`)
}

/** The only one that isn't about a program of ours: run as it stands. */
function makesTheToken(command: string): void {
  const secret = 'a secret of the webhooks'
  const openssl = installed({
    neededBy: 'the examples of the documentation',
    program: 'openssl',
    debianPackage: 'openssl',
    find: () => (existsSync('/usr/bin/openssl') ? '/usr/bin/openssl' : null),
  })
  const said = execFileSync('sh', ['-c', command.replace('openssl', openssl)], {
    env: { WEBHOOK_SECRET: secret },
    encoding: 'utf8',
  })
  expect(said.trim().endsWith(operatorToken(secret))).toBe(true)
}

/** There is such a command, and it takes these words; what it does is for its own tests. */
async function isUnderstood(command: string): Promise<void> {
  const words = command.replace(/^(?:npx )?(?:countersign|node dist\/main\.js) /, '').split(' ')
  const said: string[] = []
  const heard: string[] = []
  const quiet = { ...thisTerminal(), out: () => {}, err: (text: string) => void said.push(text) }
  const program = programFor(quiet, () => {})
  for (const one of [
    ...program.commands,
    ...program.commands.flatMap(({ commands }) => commands),
  ]) {
    one.action(() => void heard.push(one.name()))
  }
  await program.parseAsync(withoutRedirect(words), { from: 'user' }).catch(() => {})
  expect([command, said]).toEqual([command, []])
  expect(heard).toHaveLength(1)
}

const withoutRedirect = (words: readonly string[]): string[] =>
  words.slice(0, words.includes('>') ? words.indexOf('>') : undefined)

describe('configuration', () => {
  test.each(all('json'))('$at is what it looks like', ({ at, code }) => {
    expect(JSON.parse(code)).toEqual(expect.anything())
    if (at.startsWith('docs/accuracy.md:')) expect(readLabels(code, at)).toMatchObject({ ok: true })
  })

  test.each(all('yaml'))('$at is what it looks like', async ({ code }) => {
    for (const document of parseAllDocuments(code)) {
      expect(document.errors).toEqual([])
      const content: unknown = document.toJS()
      const ours = commandsInYaml(content)
      for (const words of ours ?? []) await isUnderstood(`countersign ${words}`)
      if (ours === null) expect(readPolicyFile(code, { name: 'example' }).problems).toEqual([])
    }
  })

  test.each(all('ini'))('$at is what it looks like', ({ code }) => {
    if (code.startsWith('[Unit]')) return isUnit(code)
    const names = code.split('\n').flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? [])
    expect(names.length).toBeGreaterThan(0)
    expect(names.filter((name) => !settings.includes(name))).toEqual([])
  })
})

/** Starts what the image starts, in the same way. */
function isUnit(code: string): void {
  const [, start = '', words = ''] = /^ENTRYPOINT (\[.+\])\nCMD (\[.+\])$/m.exec(dockerfile) ?? []
  const command = [...JSON.parse(start), ...JSON.parse(words)].join(' ').replace('/app/', '')
  expect(code).toContain(`ExecStart=/usr/bin/${command}\n`)
  const [, memory] = /(MALLOC_ARENA_MAX=\d+)/.exec(dockerfile) ?? []
  expect(code).toContain(memory)
}
