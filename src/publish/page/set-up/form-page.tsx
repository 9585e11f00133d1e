import { Text } from '../text.tsx'
import { SetUpFrame, Wrong } from './set-up-frame.tsx'

/** The first page: what the App shall be. */
export const FormPage = ({
  filled,
  fixedUrl,
  problems,
  webHost,
  mostOfAName,
  everyMinutes,
  stylesheet,
}: {
  readonly filled: {
    readonly name: string
    readonly organization: string
    readonly publicUrl: string
    readonly isPublic: boolean
  }
  /** The address of the server where its settings have it already, null where they don't. */
  readonly fixedUrl: string | null
  /** What is wrong with what was filled in. */
  readonly problems: readonly string[]
  /** GitHub's host. */
  readonly webHost: string
  readonly mostOfAName: number
  /** How often the App compares itself with GitHub. */
  readonly everyMinutes: number
  readonly stylesheet: string
}) => (
  <SetUpFrame title="Make your GitHub App" step={1} stylesheet={stylesheet}>
    <p>
      Countersign works as a GitHub App of your own. GitHub makes it from what you say here, asks
      you once more, and hands its credentials to this server, which keeps them in the file{' '}
      <code>.env</code>. Nobody else gets them.
    </p>
    <Wrong problems={problems} />
    <form class="form" method="post" action="/">
      <div class="field">
        <label for="name">Name of the App</label>
        <input
          id="name"
          name="name"
          type="text"
          required
          maxlength={mostOfAName}
          value={filled.name}
          autocomplete="off"
          aria-describedby="name-hint"
        />
        <p class="quiet" id="name-hint">
          Comments and checks show it. No two Apps on {webHost} have the same; if this one is taken,
          GitHub says so and lets you change it.
        </p>
      </div>
      <div class="field">
        <label for="organization">Organisation that owns it</label>
        <input
          id="organization"
          name="organization"
          type="text"
          maxlength={39}
          value={filled.organization}
          autocomplete="off"
          aria-describedby="organization-hint"
        />
        <p class="quiet" id="organization-hint">
          Its login, as in {webHost}/LOGIN; you have to be an owner of it. Empty: your own account.
        </p>
      </div>
      <fieldset>
        <legend>Who may install it</legend>
        <Choice
          value="owner"
          isChosen={!filled.isPublic}
          text="Only the account that owns it (a private App)"
        />
        <Choice
          value="everybody"
          isChosen={filled.isPublic}
          text="Every account, if its owners want to (a public App)"
        />
      </fieldset>
      <Address filled={filled.publicUrl} fixed={fixedUrl} everyMinutes={everyMinutes} />
      <button type="submit">Go on</button>
    </form>
  </SetUpFrame>
)

const Choice = ({
  value,
  isChosen,
  text,
}: {
  readonly value: string
  readonly isChosen: boolean
  readonly text: string
}) => (
  <div class="choice">
    <input
      type="radio"
      name="who"
      id={`who-${value}`}
      value={value}
      {...(isChosen ? { checked: true } : {})}
    />
    <label for={`who-${value}`}>{text}</label>
  </div>
)

const Address = ({
  filled,
  fixed,
  everyMinutes,
}: {
  readonly filled: string
  readonly fixed: string | null
  readonly everyMinutes: number
}) =>
  fixed === null ? (
    <div class="field">
      <label for="public_url">Address at which GitHub reaches this server</label>
      <input
        id="public_url"
        name="public_url"
        type="url"
        value={filled}
        placeholder="https://countersign.example.com"
        autocomplete="off"
        aria-describedby="public_url-hint"
      />
      <p class="quiet" id="public_url-hint">
        Of a proxy or a tunnel that leads here; without a path. Empty: GitHub can’t tell the App of
        changes. The App then compares itself with GitHub every {everyMinutes} minutes: a check, and
        the answer to a command, may be that late. “Re-run” and merge queues need an address, pages
        and badges too. It can be set later.
      </p>
    </div>
  ) : (
    <p>
      GitHub reaches this server at <Text of={fixed} />, as PUBLIC_URL says.
    </p>
  )
