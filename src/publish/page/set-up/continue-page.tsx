import { Text } from '../text.tsx'
import { SetUpFrame } from './set-up-frame.tsx'

/** The way to GitHub, which takes a manifest by a form only; without a script somebody has to press its button. */
export const ContinuePage = ({
  name,
  owner,
  action,
  manifest,
  stylesheet,
}: {
  readonly name: string
  /** The login of the organisation, null for the visitor's own account. */
  readonly owner: string | null
  readonly action: string
  readonly manifest: string
  readonly stylesheet: string
}) => (
  <SetUpFrame title="Create it on GitHub" step={2} stylesheet={stylesheet}>
    <p>
      GitHub shows the name “
      <Text of={name} most={60} />” and asks once more. Choose “Create GitHub App” there. It belongs
      to {owner === null ? 'your own account' : <Text of={owner} most={60} />}, and GitHub sends you
      back here.
    </p>
    <form method="post" action={action}>
      <input type="hidden" name="manifest" value={manifest} />
      <button class="action" type="submit">
        Continue on GitHub
      </button>
    </form>
    <p>
      <a href="/">Change something</a>
    </p>
  </SetUpFrame>
)
