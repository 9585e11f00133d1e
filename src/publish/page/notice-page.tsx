import { Framed } from './frame.tsx'
import type { Frame } from './shown.ts'
import { Text } from './text.tsx'

/** A page that only says something: not found, sign in to see this, something failed. */
export const NoticePage = ({
  title,
  text,
  frame,
}: {
  readonly title: string
  /** Its paragraphs. */
  readonly text: readonly string[]
  readonly frame: Frame
}) => (
  <Framed title={title} frame={frame}>
    <div class="welcome">
      <h1>
        <Text of={title} />
      </h1>
      {text.map((paragraph) => (
        <p>
          <Text of={paragraph} most={1_000} />
        </p>
      ))}
    </div>
  </Framed>
)
