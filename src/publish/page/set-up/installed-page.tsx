import { Away, Code, Text } from '../text.tsx'
import { SetUpFrame } from './set-up-frame.tsx'

/** The App is made and runs: where it is installed, and what comes next. */
export const InstalledPage = ({
  name,
  appUrl,
  settingsUrl,
  installed,
  publicUrl,
  everyMinutes,
  keptAt,
  docs,
  again,
  stylesheet,
}: {
  readonly name: string
  readonly appUrl: string
  readonly settingsUrl: string
  /** Null: GitHub could not be asked. */
  readonly installed: readonly { readonly account: string; readonly repositories: number }[] | null
  readonly publicUrl: string | null
  readonly everyMinutes: number
  /** The file with the credentials. */
  readonly keptAt: string
  /** Where the documentation is. */
  readonly docs: string
  /** This page. */
  readonly again: string
  readonly stylesheet: string
}) => {
  const isInstalled = installed !== null && installed.length > 0
  return (
    <SetUpFrame
      title={isInstalled ? 'Countersign is ready' : 'Install the App'}
      step={isInstalled ? 4 : 3}
      stylesheet={stylesheet}
    >
      <p>
        GitHub made the App “
        <Text of={name} most={60} />
        ”, and it runs. Its credentials are in <Code of={keptAt} />, which only your user can read.
      </p>
      {isInstalled ? (
        <ul>
          {installed.map(({ account, repositories }) => (
            <li>
              Installed on <Text of={account} most={60} />: {counted(repositories)}.
            </li>
          ))}
        </ul>
      ) : (
        <p>
          {installed === null
            ? 'GitHub could not be asked just now where it is installed.'
            : 'It is not installed anywhere yet. Choose the repositories in which it shall hold reviews.'}
        </p>
      )}
      <p>
        <Install to={`${appUrl}/installations/new`} isFirst={!isInstalled} />
      </p>
      {isInstalled ? (
        <NextSteps docs={docs} />
      ) : (
        <p>
          GitHub leads you back here. If it does not: <a href={again}>Look again</a>
        </p>
      )}
      {publicUrl === null ? (
        <NoAddress settingsUrl={settingsUrl} docs={docs} everyMinutes={everyMinutes} />
      ) : (
        <p class="quiet">
          GitHub tells the App of changes at <Text of={publicUrl} />.
        </p>
      )}
    </SetUpFrame>
  )
}

const counted = (repositories: number): string =>
  repositories === 1 ? '1 repository' : `${repositories} repositories`

const Install = ({ to, isFirst }: { readonly to: string; readonly isFirst: boolean }) =>
  isFirst ? (
    <a class="action" href={to}>
      Install it on GitHub
    </a>
  ) : (
    <Away to={to}>Change where it is installed</Away>
  )

const NextSteps = ({ docs }: { readonly docs: string }) => (
  <ol class="next-steps" aria-label="What comes next">
    <li>
      1. On a branch with a pull request, commit a review as <Code of="REVIEW.md" />:{' '}
      <a href={`${docs}/review-format.md`}>how one is written</a>. The check “Countersign” appears.
    </li>
    <li>
      2. In the repository’s settings, under “Branches” or “Rules”, make that check a required one:{' '}
      <a href={`${docs}/getting-started.md`}>step by step</a>.
    </li>
  </ol>
)

const NoAddress = ({
  settingsUrl,
  docs,
  everyMinutes,
}: {
  readonly settingsUrl: string
  readonly docs: string
  readonly everyMinutes: number
}) => (
  <p class="quiet">
    GitHub has no address for this server, so the App compares itself with GitHub every{' '}
    {everyMinutes} minutes: a check, and the answer to a command, may be that late, and “Re-run” and
    merge queues do nothing. To change that, set the webhook’s address in{' '}
    <Away to={settingsUrl}>the App’s settings on GitHub</Away> and PUBLIC_URL here:{' '}
    <a href={`${docs}/set-up.md`}>how</a>.
  </p>
)
