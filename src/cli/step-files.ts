import { appendFile } from 'node:fs/promises'
import { outputsOf } from '../publish/github-actions/outputs.ts'
import { summaryPage } from '../publish/summary/summary.ts'
import type { JudgedClone } from './assess-clone.ts'
import type { Terminal } from './terminal.ts'
import { written } from './written.ts'

/**
 * Adds the summary and the outputs to the files that GitHub names for a step, where it does.
 * @throws Stopped when one of them can't be written
 */
export async function addToStep(
  { snapshot, assessment }: JudgedClone,
  { GITHUB_STEP_SUMMARY, GITHUB_OUTPUT }: Terminal['env'],
): Promise<void> {
  // GitHub takes a megabyte of a step.
  if (GITHUB_STEP_SUMMARY) {
    await add('GITHUB_STEP_SUMMARY', GITHUB_STEP_SUMMARY, summaryPage(snapshot, assessment))
  }
  if (GITHUB_OUTPUT) await add('GITHUB_OUTPUT', GITHUB_OUTPUT, outputsOf(assessment))
}

const add = (variable: string, file: string, text: string): Promise<void> =>
  written(
    file,
    () => appendFile(file, text),
    `${variable} names it: let that name another, or unset it.`,
  )
