import { z } from 'zod'
import { checkName, command } from '../../policy/file/texts.ts'
import { readYaml } from '../../policy/file/yaml.ts'
import { checkCommandIn, hasStructure } from './check-commands.ts'

/** A workflow of GitHub Actions. */
export interface WorkflowFile {
  readonly path: string
  readonly text: string
}

/** A command that a job runs, and the check that shows how it ended. */
export interface CiCheck {
  readonly command: string
  /** As GitHub shows it: `CI / test`. */
  readonly check: string
  /** Why it may not be so on every pull request, null where nothing speaks against it. */
  readonly doubt: string | null
}

export interface CiChecks {
  /** Each command once. */
  readonly checks: readonly CiCheck[]
  /** Jobs that no check can be named for, and files that can't be read, each with the reason. */
  readonly skipped: readonly string[]
}

/** What jobs of these workflows show about test, lint and build commands. */
export function ciChecks(files: readonly WorkflowFile[]): CiChecks {
  const found = files.map(checksIn)
  const all = found.flatMap(({ checks }) => checks)
  const names = new Map<string, Set<string>>()
  for (const { check, job } of all) names.set(check, (names.get(check) ?? new Set()).add(job))
  const commands = [...new Set(all.map((one) => one.command))]
  const checks = commands.map((name): CiCheck => {
    const same = all.filter((one) => one.command === name)
    const sure = same.filter(({ doubt }) => doubt === null)
    const [first = same[0]] = sure
    const others = new Set(same.map(({ check }) => check).filter((one) => one !== first?.check))
    const isShared = (names.get(first?.check ?? '')?.size ?? 0) > 1
    const doubt =
      first?.doubt ??
      (others.size > 0 ? `also run by ${[...others].join(', ')}` : null) ??
      (isShared ? 'two jobs have that name' : null)
    return { command: name, check: first?.check ?? '', doubt }
  })
  return { checks, skipped: found.flatMap(({ skipped }) => skipped) }
}

interface JobCheck extends CiCheck {
  /** Two jobs may have one name. */
  readonly job: string
}

type FoundIn = { readonly checks: readonly JobCheck[]; readonly skipped: readonly string[] }

const Defaults = z.object({
  run: z.object({ shell: z.string(), 'working-directory': z.string() }).partial().optional(),
})
const Step = z.object({
  run: z.string().optional(),
  shell: z.string().optional(),
  'working-directory': z.string().optional(),
  if: z.unknown().optional(),
  'continue-on-error': z.unknown().optional(),
})
const Job = z.object({
  name: z.string().optional(),
  uses: z.unknown().optional(),
  if: z.unknown().optional(),
  'runs-on': z.unknown().optional(),
  'continue-on-error': z.unknown().optional(),
  strategy: z.object({ matrix: z.unknown().optional() }).optional(),
  defaults: Defaults.optional(),
  steps: z.array(z.unknown()).optional(),
})
const Workflow = z.object({
  name: z.string().optional(),
  on: z.unknown().optional(),
  defaults: Defaults.optional(),
  jobs: z.record(z.string(), z.unknown()),
})
type Workflow = z.output<typeof Workflow>
type Job = z.output<typeof Job>
type Step = z.output<typeof Step>

function checksIn({ path, text }: WorkflowFile): FoundIn {
  const workflow = Workflow.safeParse(readYaml(text).content?.value)
  if (!workflow.success) return { checks: [], skipped: [`${path} can’t be read as a workflow`] }
  const { on, jobs } = workflow.data
  const trigger = triggerOf(on)
  if (trigger === 'never') return { checks: [], skipped: [`${path} doesn’t run on pull requests`] }
  const found = Object.entries(jobs).map(([id, job]) =>
    checksOfJob({ path, workflow: workflow.data, id, job, trigger }),
  )
  return {
    checks: found.flatMap(({ checks }) => checks),
    skipped: found.flatMap(({ skipped }) => skipped),
  }
}

function checksOfJob(given: {
  readonly path: string
  readonly workflow: Workflow
  readonly id: string
  readonly job: unknown
  readonly trigger: string | null
}): FoundIn {
  const { path, workflow, id, trigger } = given
  const skip = (why: string): FoundIn => ({ checks: [], skipped: [`job ${id} of ${path} ${why}`] })
  const parsed = Job.safeParse(given.job)
  if (!parsed.success) return skip('can’t be read')
  const job = parsed.data
  if (job.uses !== undefined) return skip('is another workflow, whose jobs have names of their own')
  const steps = (job.steps ?? []).flatMap((step) => Step.safeParse(step).data ?? [])
  const commands = steps.flatMap((step) => commandsOf(step, job, workflow))
  if (commands.length === 0) return { checks: [], skipped: [] }
  const name = job.name ?? id
  if (job.strategy?.matrix !== undefined) return skip('has a matrix, and a check for each value')
  if (name.includes('${{')) return skip('has a name that is only known when it runs')
  if (job['continue-on-error'] !== undefined)
    return skip('ends well whatever fails (continue-on-error)')
  const check = checkName.safeParse(`${workflow.name ?? path} / ${name}`)
  if (!check.success) return skip('has no name that a policy can hold')
  const ofJob = trigger ?? (job.if === undefined ? null : 'the job has a condition')
  const checks = commands.map(({ command: one, doubt }) => ({
    command: one,
    check: check.data,
    doubt: ofJob ?? doubt,
    job: `${path} ${id}`,
  }))
  return { checks, skipped: [] }
}

/** Why it may not run on a pull request; null where it does, on each. */
function triggerOf(on: unknown): 'never' | string | null {
  const events = new Map<string, unknown>(
    typeof on === 'string'
      ? [[on, null]]
      : Array.isArray(on)
        ? on.map((event) => [String(event), null])
        : Object.entries(on ?? {}),
  )
  const pull = events.get('pull_request')
  if (events.has('pull_request')) {
    const filters = Object.keys(pull ?? {})
    const [filter] = filters.filter((key) => key !== 'branches')
    return filter === undefined ? null : `it runs for some ${filter} only`
  }
  // A push to a branch of the repository is one to its pull request.
  if (events.has('push') && events.get('push') === null) return 'it doesn’t run for forks'
  return 'never'
}

function commandsOf(
  step: Step,
  job: Job,
  workflow: Workflow,
): readonly { readonly command: string; readonly doubt: string | null }[] {
  if (step.run === undefined || step['continue-on-error'] !== undefined) return []
  const shell = step.shell ?? job.defaults?.run?.shell ?? workflow.defaults?.run?.shell
  if (shell !== undefined && !/^(?:ba)?sh\b/u.test(shell)) return []
  const folder =
    step['working-directory'] ??
    job.defaults?.run?.['working-directory'] ??
    workflow.defaults?.run?.['working-directory']
  const doubt =
    (step.if === undefined ? null : 'the step has a condition') ??
    (folder === undefined || folder === '.' ? null : `it runs in ${folder}`) ??
    (/windows/iu.test(JSON.stringify(job['runs-on'] ?? '')) ? 'it runs on Windows' : null) ??
    (hasStructure(step.run) ? 'its script may go on after a failure' : null)
  const lines = step.run.replaceAll(/\s*\\\r?\n\s*/gu, ' ').split('\n')
  return lines.flatMap((line) => {
    const found = checkCommandIn(line)
    const fit = found === null ? null : command.safeParse(found)
    return fit?.success ? [{ command: fit.data, doubt }] : []
  })
}
