import { z } from 'zod'
import { HEARD_WITH } from './installations.ts'

export type Manifest = z.output<typeof manifestShape>

export type ManifestRead =
  | { readonly ok: true; readonly manifest: Manifest }
  | { readonly ok: false; readonly problems: readonly string[] }

/**
 * Reads a manifest as GitHub does ("Registering a GitHub App from a manifest"), but for one thing: GitHub refuses
 * addresses that the Internet doesn't know, and this GitHub lives on one.
 */
export function readManifest(text: string): ManifestRead {
  const parsed = manifestShape.safeParse(jsonOf(text))
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map(({ message }) => message) }
  }
  const { default_events: events, default_permissions: permissions } = parsed.data
  const unsupported = events.filter((event) => !(event in HEARD_WITH))
  const unheard = events.filter(
    (event) => !(HEARD_WITH[event] ?? []).some((name) => name in permissions),
  )
  const problems = [
    ...(unsupported.length === 0 ? [] : [`Default events unsupported: ${unsupported.join(', ')}`]),
    ...(unheard.length === 0
      ? []
      : [`Default events are not supported by permissions: ${unheard.join(', ')}`]),
  ]
  return problems.length === 0 ? { ok: true, manifest: parsed.data } : { ok: false, problems }
}

/** GitHub names a field that is missing without the one in which it belongs. */
const missing = (name: string) => ({ error: `Error: "${name}" wasn't supplied.` })

const address = (name: string) => z.url({ protocol: /^https?$/, ...missing(name) })

const manifestShape = z.object({
  name: z.string().optional(),
  url: address('url'),
  hook_attributes: z.object({ url: address('url'), active: z.boolean().default(true) }).optional(),
  redirect_url: address('redirect_url'),
  callback_urls: z
    .array(address('callback_urls'))
    .max(10, 'Callback urls: ten at most')
    .default([]),
  setup_url: address('setup_url').optional(),
  description: z.string().nullish(),
  public: z.boolean().default(false),
  default_events: z.array(z.string()).default([]),
  default_permissions: z.record(z.string(), z.enum(['read', 'write'])).default({}),
})

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
