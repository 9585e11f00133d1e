import type { Child } from 'hono/jsx'
import { plainText } from '../escape.ts'
import { webAddress } from '../web-links.ts'

/** A title, a name, a sentence: no more of it than that. */
const MOST_OF_A_LINE = 300
const MOST_OF_A_BODY = 5_000

interface Texts {
  readonly of: string
  /** Characters to keep. */
  readonly most?: number
}

/** A text from outside on one line, cut where it is too long. It can't turn around the words beside it. */
export const Text = ({ of, most = MOST_OF_A_LINE }: Texts) => <bdi>{oneLine(of, most)}</bdi>

/** A text from outside with its line breaks, cut where it is too long. */
export const Body = ({ of, most = MOST_OF_A_BODY }: Texts) => (
  <p class="body" dir="auto">
    {plainText(of, most)}
  </p>
)

/** A path, command, hash or branch from outside. */
export const Code = ({ of, most = MOST_OF_A_LINE }: Texts) => (
  <code dir="auto">{oneLine(of, most)}</code>
)

/** A text from outside on one line, for a place where there can be no element. */
export const oneLine = (text: string, most = MOST_OF_A_LINE): string =>
  plainText(text.slice(0, 8 * most).replaceAll(/\s+/gu, ' '), most)

/** A link to another site; where the address is none that may be followed, only what it says. */
export const Away = ({
  to,
  title,
  children,
}: {
  readonly to: string | null
  readonly title?: string
  readonly children?: Child
}) => {
  const address = to === null ? null : webAddress(to)
  if (address === null) return <span>{children}</span>
  return (
    <a href={address} {...(title === undefined ? {} : { title })}>
      {children}
    </a>
  )
}

/** A time, in UTC to the minute; as it was written where it is none. */
export const Time = ({ at }: { readonly at: string }) => {
  const time = new Date(at)
  if (Number.isNaN(time.getTime())) return <Text of={at} most={40} />
  const iso = time.toISOString()
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}</time>
}

/** `2-8`, `5`. */
export const linesText = (start: number, end: number): string =>
  start === end ? `${start}` : `${start}-${end}`
