#!/usr/bin/env node
import { EXIT } from './cli/exit.ts'
import { run } from './cli/run.ts'
import { thisTerminal } from './cli/terminal.ts'

// By itself Node ends with 1, which is red here.
process.once('uncaughtException', fault)

run(process.argv.slice(2), thisTerminal()).then((code) => {
  process.exitCode = code
}, fault)

function fault(error: unknown): void {
  console.error('countersign: a fault of ours; please report it.', error)
  process.exit(EXIT.fault)
}
