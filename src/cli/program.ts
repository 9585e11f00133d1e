import { statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { Command } from 'commander'
import { plainText } from '../publish/escape.ts'
import { checkCommand } from './commands/check.ts'
import { completionCommand } from './commands/completion.ts'
import { doctorCommand } from './commands/doctor.ts'
import { fixCommand } from './commands/fix.ts'
import { hookCommand } from './commands/hook.ts'
import { initCommand } from './commands/init.ts'
import { newCommand } from './commands/new.ts'
import { readCommand } from './commands/read.ts'
import { runCommand } from './commands/run.ts'
import { givenUpCommand, reconcileCommand, startCommand } from './commands/server.ts'
import { Stopped } from './stopped.ts'
import type { Terminal } from './terminal.ts'
import { version } from './version.ts'

/** What a command is given: where it runs, and how it tells its exit code. */
export interface Cli {
  /**
   * The terminal, in the folder that `-C` names.
   * @throws Stopped where there is no such folder
   */
  readonly terminal: () => Terminal
  readonly end: (code: number) => void
}

/** Every command; what each does is loaded when it is called. */
export function programFor(terminal: Terminal, end: (code: number) => void): Command {
  const program = new Command('countersign')
  const cli: Cli = {
    terminal: () => {
      const { directory = '' } = program.opts<{ directory?: string }>()
      const folder = isAbsolute(directory) ? directory : join(terminal.folder, directory)
      if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
        throw new Stopped(
          `There is no folder ${plainText(folder, 500)}.`,
          'Name another one: -C FOLDER.',
        )
      }
      return { ...terminal, folder }
    },
    end,
  }
  program
    .description(
      'Makes a written review count: every blocker needs a fix commit that really is one.',
    )
    .usage('COMMAND [options]')
    .option('-C, --directory <folder>', 'work in that folder')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this, or how a command is used')
    .helpCommand('help [command]', 'print how a command is used')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError()
    .showHelpAfterError('countersign --help lists the commands.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.replace(/\n$/u, '')),
      writeErr: (text) => terminal.err(text.replace(/\n$/u, '')),
      outputError: (text, write) => write(text.replace(/^error:/u, 'countersign:')),
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    })
  program.commandsGroup('On a branch of your clone:')
  for (const make of [
    checkCommand,
    readCommand,
    newCommand,
    fixCommand,
    runCommand,
    initCommand,
    hookCommand,
    completionCommand,
  ])
    program.addCommand(inherited(program, make(cli)))
  program.commandsGroup('The GitHub App:')
  for (const make of [startCommand, doctorCommand, reconcileCommand, givenUpCommand])
    program.addCommand(inherited(program, make(cli)))
  return program
}

/** Commander's settings go to commands that it makes itself, not to those that are added. */
const inherited = (program: Command, command: Command): Command => {
  for (const one of [command, ...command.commands]) {
    one.copyInheritedSettings(program)
    const name = one === command ? one.name() : `${command.name()} ${one.name()}`
    one.showHelpAfterError(`countersign ${name} --help shows how it is used.`)
  }
  return command
}

const EXAMPLES = `
Examples:
  countersign check                 what Countersign will say of this branch, before it is pushed
  countersign read REVIEW.md        what is understood of a report, line by line
  countersign fix B2                the trailer that says which blocker a commit fixes

Exit codes: 0 well, 1 red, 2 wrong use, 3 a fault of Countersign itself.`
