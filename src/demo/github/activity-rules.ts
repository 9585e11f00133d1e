import type { Activity, ActivityLog } from './activity.ts'
import type { Client } from './client.ts'
import type { Clock } from './clock.ts'
import type { Reply } from './front.ts'
import { person } from './people.ts'
import { jsonReply, refusal, sizeOf } from './replies.ts'
import { type Call, type Rule, repositoryPath } from './rules.ts'

interface Means {
  readonly client: Client
  readonly activity: ActivityLog
  readonly clock: Clock
}

/** "List repository activities", which the emulator doesn't have. */
export function activityRules(means: Means): readonly Rule[] {
  return [
    {
      method: 'GET',
      path: repositoryPath('/activity'),
      answer: async (call) => {
        // Who may read the branches may read how they moved.
        const branches = await call.look(`/repos/${call.repository}/branches?per_page=1`)
        return branches.status === 200 ? listed(means, call) : branches
      },
    },
  ]
}

async function listed({ client, activity, clock }: Means, call: Call): Promise<Reply> {
  const { url } = call.request
  const period = url.searchParams.get('time_period')
  const days = period === null ? null : PERIODS.get(period)
  if (days === undefined) return refusal(422, `Invalid time_period: ${period}`)
  const since = days === null ? 0 : Date.parse(clock.now()) - days * DAY
  const found = activity
    .list(call.repository)
    .filter((one) => matches(one, url.searchParams) && Date.parse(one.timestamp) >= since)
  const ordered = url.searchParams.get('direction') === 'asc' ? found.toReversed() : found
  const { page, link } = cut(url, ordered)
  const shown = await Promise.all(
    page.map(async ({ id, ref, before, after, timestamp, type, actor }) => ({
      id,
      node_id: Buffer.from(`015:PushEvent${id}`).toString('base64'),
      before,
      after,
      ref,
      timestamp,
      activity_type: type,
      actor: await person(client, actor),
    })),
  )
  return jsonReply(200, shown, link === '' ? {} : { link })
}

const DAY = 24 * 60 * 60 * 1_000
const PERIODS: ReadonlyMap<string, number> = new Map([
  ['day', 1],
  ['week', 7],
  ['month', 30],
  ['quarter', 90],
  ['year', 365],
])

function matches({ ref, type, actor }: Activity, wanted: URLSearchParams): boolean {
  const asked = wanted.get('ref')
  return (
    (asked === null || ref === asked || ref === `refs/heads/${asked}`) &&
    (wanted.get('activity_type') ?? type) === type &&
    (wanted.get('actor') ?? actor) === actor
  )
}

/** The page after or before a cursor; cursors are in the links only, there are no page numbers. */
function cut(url: URL, all: readonly Activity[]): { page: readonly Activity[]; link: string } {
  const size = sizeOf(url)
  const { after, before } = Object.fromEntries(url.searchParams)
  const place = (cursor: string) => all.findIndex(({ id }) => cursorOf(id) === cursor)
  const until = before === undefined ? null : place(before)
  const backwards = until === null ? 0 : Math.max(0, until - size)
  const start = after === undefined ? backwards : place(after) + 1
  const page = all.slice(start, until ?? start + size)
  const to = (rel: 'next' | 'prev', name: string, { id }: Activity) => {
    const target = new URL(url)
    for (const cursor of ['after', 'before']) target.searchParams.delete(cursor)
    target.searchParams.set(name, cursorOf(id))
    return `<${target}>; rel="${rel}"`
  }
  const [first, last] = [page.at(0), page.at(-1)]
  const links = [
    ...(first !== undefined && start > 0 ? [to('prev', 'before', first)] : []),
    ...(last !== undefined && start + page.length < all.length ? [to('next', 'after', last)] : []),
  ]
  return { page, link: links.join(', ') }
}

const cursorOf = (id: number): string => Buffer.from(`activity ${id}`).toString('base64url')
