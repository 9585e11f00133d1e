import { Code, Text } from '../text.tsx'
import { SetUpFrame, Wrong } from './set-up-frame.tsx'

/** The credentials are there and could not be written. Nothing is lost as long as the process lives. */
export const KeepPage = ({
  name,
  path,
  problem,
  action,
  stylesheet,
}: {
  /** The App's. */
  readonly name: string
  /** Where they could not be written. */
  readonly path: string
  readonly problem: string
  readonly action: string
  readonly stylesheet: string
}) => (
  <SetUpFrame title="The credentials could not be kept" step={2} stylesheet={stylesheet}>
    <p>
      GitHub made the App “
      <Text of={name} most={60} />
      ”. Nothing is lost as long as the server is not stopped: it still has the credentials, and
      GitHub gives them out once only.
    </p>
    <Wrong problems={[problem]} />
    <p>
      Put right what keeps <Code of={path} /> from being written, or name another file on the
      machine on which the server runs.
    </p>
    <form class="form" method="post" action={action}>
      <div class="field">
        <label for="path">File</label>
        <input id="path" name="path" type="text" required value={path} autocomplete="off" />
      </div>
      <button type="submit">Keep them there</button>
    </form>
  </SetUpFrame>
)
