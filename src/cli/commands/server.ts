import { Command, InvalidArgumentError, Option } from 'commander'
import { ROLES, type Role } from '../../app/roles.ts'
import { EXIT } from '../exit.ts'
import type { Cli } from '../program.ts'
import { loadSettings, SETTINGS } from '../settings.ts'

/** `countersign start`: the App. */
export const startCommand = (cli: Cli): Command =>
  new Command('start')
    .summary('run the App')
    .description('Runs the App. Without credentials it leads through making one on GitHub.')
    .addOption(
      new Option(
        '--role <role>',
        'web takes on webhooks and shows pages, worker does the work; both need REDIS_URL',
      )
        .choices(ROLES)
        .default('all'),
    )
    .addHelpText('after', START_EXAMPLES + SETTINGS)
    .action(async ({ role }: { readonly role: Role }) => {
      loadSettings(cli.terminal())
      const { start } = await import('../../app/start.ts')
      cli.end(await start(role))
    })

const START_EXAMPLES = `
Examples:
  countersign start                      all of it in one process
  countersign start --role worker        one of several that do the work
`

/** `countersign reconcile`: has a running App compare itself with GitHub. */
export const reconcileCommand = (cli: Cli): Command =>
  asking(new Command('reconcile'), cli, () => 'reconcile')
    .summary('have a running App compare itself with GitHub at once')
    .description('Has a running App compare itself with GitHub at once, and prints what it found.')
    .addHelpText(
      'after',
      `
Examples:
  countersign reconcile                  the App that this folder's settings start
  countersign reconcile --url https://countersign.example.com`,
    )

/** `countersign given-up`: what a running App gave up. */
export const givenUpCommand = (cli: Cli): Command =>
  asking(new Command('given-up'), cli, ({ retry }) => (retry ? 'retry' : 'given-up'))
    .summary('list the looks that a running App gave up')
    .description('Lists the looks that a running App gave up.')
    .option('--retry', 'have it try them again')
    .addHelpText(
      'after',
      `
Examples:
  countersign given-up                   what could not be done, and why
  countersign given-up --retry           once the reason is gone`,
    )

interface Asking {
  readonly url?: string
  readonly retry?: boolean
}

function asking(
  command: Command,
  cli: Cli,
  what: (options: Asking) => 'reconcile' | 'given-up' | 'retry',
): Command {
  return command
    .option('--url <url>', 'where it listens (default: http://HOST:PORT)', address)
    .addHelpText('after', SETTINGS)
    .action(async (options: Asking) => {
      const terminal = cli.terminal()
      loadSettings(terminal)
      const { operate } = await import('../../app/operation/operate.ts')
      const said = await operate({ what: what(options), url: options.url ?? null }, terminal.env)
      if (said.ok) return terminal.out(said.text)
      terminal.err(`countersign: ${said.text}`)
      cli.end(EXIT.red)
    })
}

function address(given: string): string {
  if (/^https?:\/\/./u.test(given)) return given
  throw new InvalidArgumentError('It must begin with "http://" or "https://".')
}
