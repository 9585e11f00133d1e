import { z } from 'zod'

/**
 * What follows `countersign` in an example of another program's file: a workflow, GitLab's jobs, pre-commit's hooks.
 * Null for anything else, which then is a policy. Throws where it isn't what it looks like.
 */
export function commandsInYaml(content: unknown): readonly string[] | null {
  const kind = KINDS.find(({ key }) => hasKey(content, key))
  if (kind === undefined) return null
  return kind.scripts
    .parse(content)
    .flatMap((script) =>
      [...script.matchAll(/(?:^|\s)countersign ([a-z][^|&;\n]*)/g)].map(([, words = '']) =>
        words.trim(),
      ),
    )
}

const step = z.union([z.object({ run: z.string() }), z.object({ uses: z.string().includes('@') })])
const hook = z.object({ id: z.string(), entry: z.string().default('') })

/** What a file is, by a key that it has at the top or a step below, and the scripts in it. */
const KINDS: readonly { readonly key: string; readonly scripts: z.ZodType<readonly string[]> }[] = [
  {
    key: 'jobs',
    scripts: z
      .object({ jobs: z.record(z.string(), z.object({ steps: z.array(step).min(1) })) })
      .transform(({ jobs }) =>
        Object.values(jobs)
          .flatMap(({ steps }) => steps)
          .map((one) => ('run' in one ? one.run : '')),
      ),
  },
  {
    key: 'script',
    scripts: z
      .record(z.string(), z.object({ script: z.array(z.string()).min(1) }))
      .transform((jobs) => Object.values(jobs).flatMap(({ script }) => script)),
  },
  {
    key: 'repos',
    scripts: z
      .object({ repos: z.array(z.object({ hooks: z.array(hook).min(1) })) })
      .transform(({ repos }) => repos.flatMap(({ hooks }) => hooks.map(({ entry }) => entry))),
  },
]

function hasKey(value: unknown, key: string, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Object.hasOwn(value, key)) return true
  return depth === 0 && Object.values(value).some((inner) => hasKey(inner, key, 1))
}
