import { Text } from '../text.tsx'
import { SetUpFrame } from './set-up-frame.tsx'

/** What went wrong, and what to do. */
export const SetUpNotice = ({
  title,
  text,
  link,
  stylesheet,
}: {
  readonly title: string
  /** Its paragraphs. */
  readonly text: readonly string[]
  readonly link: { readonly text: string; readonly to: string } | null
  readonly stylesheet: string
}) => (
  <SetUpFrame title={title} step={null} stylesheet={stylesheet}>
    {text.map((paragraph) => (
      <p>
        <Text of={paragraph} most={1_000} />
      </p>
    ))}
    {link === null ? null : (
      <p>
        <a class="action" href={link.to}>
          {link.text}
        </a>
      </p>
    )}
  </SetUpFrame>
)
