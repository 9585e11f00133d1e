import { allPages } from './all-pages.ts'
import type { Client } from './client.ts'
import { type Dates, reviewKey } from './dates.ts'
import type { Nodes } from './nodes.ts'
import { fieldsOf } from './replies.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reviews as GitHub shows them: with the story's dates, and with the text that they were last given. */
export interface Reviews {
  readonly show: (repository: string, value: unknown) => Fields
  /** All submitted reviews of a pull request, oldest first. */
  readonly all: (repository: string, number: number) => Promise<readonly Fields[]>
  /** Gives a submitted review another text, which the emulator refuses. */
  readonly edit: (id: number, from: string, to: string) => void
  /** Whatever becomes of it, this remains its text. */
  readonly keep: (id: number, text: string) => void
  /** What the last edit changed. */
  readonly changes: (id: number) => Fields
  /** When it was submitted and last edited; null when it never was. */
  readonly datesOf: (id: unknown) => { readonly created: string; readonly edited: string | null }
}

export function reviews(client: Client, dates: Dates, nodes: Nodes): Reviews {
  const texts = new Map<number, { readonly from: string; readonly to: string }>()
  const show: Reviews['show'] = (repository, value) => {
    // GitHub shows neither date of a review in the REST API.
    const { created_at: _, updated_at: __, ...review } = fieldsOf(value)
    const id = Number(review.id)
    const number = Number(String(review.pull_request_url).split('/').at(-1))
    nodes.put(review.node_id, { kind: 'PullRequestReview', repository, number, id })
    const { created } = dates.of(reviewKey(id))
    return {
      ...review,
      body: texts.get(id)?.to ?? review.body,
      ...(review.submitted_at ? { submitted_at: created } : {}),
    }
  }
  return {
    show,
    all: async (repository, number) => {
      const all = await allPages(client, `/repos/${repository}/pulls/${number}/reviews`)
      return all.map((one) => show(repository, one)).filter(({ state }) => state !== 'PENDING')
    },
    edit: (id, from, to) => {
      texts.set(id, { from, to })
      dates.touch(reviewKey(id))
    },
    keep: (id, text) => {
      texts.set(id, { from: texts.get(id)?.from ?? text, to: text })
    },
    changes: (id) => {
      const text = texts.get(id)
      return text === undefined ? {} : { body: { from: text.from } }
    },
    datesOf: (id) => {
      const { created, updated } = dates.of(reviewKey(id))
      return { created, edited: updated === created ? null : updated }
    },
  }
}
