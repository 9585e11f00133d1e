import { Command, Option } from 'commander'
import { EXIT } from '../exit.ts'
import type { Cli } from '../program.ts'
import { loadSettings, SETTINGS } from '../settings.ts'

const FORMATS = ['text', 'json'] as const

/** `countersign doctor`: what may keep the App from working, and what to do about each. */
export const doctorCommand = (cli: Cli): Command =>
  new Command('doctor')
    .summary('examine the App’s settings and surroundings')
    .description(
      'Examines credentials, permissions, events, webhooks, Redis and the clock, and says for each what to do. Exit code 0 when nothing is wrong.',
    )
    .addOption(new Option('--format <format>', 'how to print it').choices(FORMATS).default('text'))
    .addHelpText('after', EXAMPLES + SETTINGS)
    .action(async ({ format }: { readonly format: (typeof FORMATS)[number] }) => {
      const terminal = cli.terminal()
      loadSettings(terminal)
      const { doctor } = await import('../../app/doctor/doctor.ts')
      const { isHealthy, report } = await import('../../app/doctor/report.ts')
      const findings = await doctor(terminal.env)
      terminal.out(report(findings, format, terminal))
      cli.end(isHealthy(findings) ? EXIT.well : EXIT.red)
    })

const EXAMPLES = `
Examples:
  countersign doctor                     what is wrong, and what to do
  countersign -C /srv/app doctor         with the .env of that folder
  countersign doctor --format json       for a program
`
