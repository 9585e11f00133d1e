import type { Nodes } from './nodes.ts'
import { fieldsOf } from './replies.ts'
import type { Workflows } from './workflows.ts'
import { APP_BOT, APP_EVENTS, APP_ID, APP_NAME, APP_PERMISSIONS, APP_SLUG } from './world.ts'

export interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly start_column?: number | null
  readonly end_column?: number | null
  readonly annotation_level: 'notice' | 'warning' | 'failure'
  readonly message: string
  readonly title?: string | null
  readonly raw_details?: string | null
}

export interface CheckAction {
  readonly label: string
  readonly description: string
  readonly identifier: string
}

/** What GitHub keeps of a check run and the emulator doesn't. */
export interface CheckExtras {
  readonly byApp: boolean
  readonly annotations: readonly Annotation[]
  readonly actions: readonly CheckAction[]
}

export interface CheckMemory {
  readonly of: (id: number) => CheckExtras | undefined
  readonly put: (id: number, extras: CheckExtras) => void
  /** A check run or suite as GitHub shows it. */
  readonly complete: (value: unknown, sender?: string) => Readonly<Record<string, unknown>>
}

/** Remembers annotations, buttons, authors and suites of check runs. */
export function checkMemory(url: string, workflows: Workflows, nodes: Nodes): CheckMemory {
  const known = new Map<number, CheckExtras>()
  return {
    of: (id) => known.get(id),
    put: (id, extras) => {
      known.set(id, extras)
    },
    complete: (value, sender) => {
      const run = fieldsOf(value)
      noteNode(nodes, run)
      const extras = known.get(Number(run.id))
      const annotations = extras?.annotations.length ?? 0
      // A webhook may leave the emulator before we know who made the run.
      const isOwn = extras?.byApp ?? sender === APP_BOT
      return {
        ...run,
        app: isOwn ? ownApp(url) : OTHER_APP,
        check_suite: isOwn ? run.check_suite : otherSuite(workflows, run),
        output: {
          ...fieldsOf(run.output),
          annotations_count: annotations,
          annotations_url: `${String(run.url)}/annotations`,
        },
      }
    },
  }
}

function noteNode(nodes: Nodes, run: Readonly<Record<string, unknown>>): void {
  const repository = /\/repos\/([^/]+\/[^/]+)\/check-runs\//.exec(String(run.url))?.[1]
  if (repository === undefined) return
  const id = Number(run.id)
  nodes.put(run.node_id, { kind: 'CheckRun', repository, number: id, id })
}

export const ownApp = (url: string) => ({
  id: APP_ID,
  slug: APP_SLUG,
  name: APP_NAME,
  html_url: `${url}/apps/${APP_SLUG}`,
  permissions: APP_PERMISSIONS,
  events: APP_EVENTS,
})

/** Every App has a suite of its own at a commit, Actions one for each workflow; the emulator has one for all. */
function otherSuite(workflows: Workflows, run: Readonly<Record<string, unknown>>): unknown {
  const suite = fieldsOf(run.check_suite)
  if (suite.id === undefined) return null
  const id = workflows.suiteOf(run.external_id) ?? Number(suite.id) + FIRST_OTHER_SUITE
  return { ...suite, id, url: String(suite.url).replace(/\d+$/, String(id)) }
}

/** Away from the ids that the emulator gives. */
const FIRST_OTHER_SUITE = 1_000_000

/** On GitHub only Apps have check runs; those of the harness pass for Actions'. */
const OTHER_APP = { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' }
