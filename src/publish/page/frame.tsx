import type { Child } from 'hono/jsx'
import { ICON_PATH } from './icon.ts'
import type { Frame } from './shown.ts'
import { oneLine, Text } from './text.tsx'

/** One step of the way from the front page to this one; the last has no address. */
export interface Step {
  readonly text: string
  readonly to: string | null
}

/** A whole document around the content of a page. `title` says where we are, and what is the matter there. */
export const Framed = ({
  title,
  way = [],
  frame,
  children,
}: {
  readonly title: string
  readonly way?: readonly Step[]
  readonly frame: Frame
  readonly children?: Child
}) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{`${oneLine(title, 150)} · Countersign`}</title>
      <link rel="stylesheet" href={frame.stylesheet} />
      <link rel="icon" type="image/svg+xml" href={ICON_PATH} />
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <a
          class="product"
          href="/"
          {...(way.length === 0 ? {} : { 'aria-label': 'Countersign, home' })}
        >
          Countersign
        </a>
        <Way steps={way} />
        <Visitor frame={frame} />
      </header>
      <main id="content" tabindex={-1}>
        {children}
      </main>
      <footer>
        <p>
          Countersign reads review reports and commits, and holds a check red until each blocker has
          a linked fix. What is shown here is read from GitHub.
        </p>
      </footer>
    </body>
  </html>
)

const Way = ({ steps }: { readonly steps: readonly Step[] }) =>
  steps.length === 0 ? null : (
    <nav class="way" aria-label="You are here">
      <ol>
        {steps.map(({ text, to }) => (
          <li>
            {to === null ? (
              <span aria-current="page">
                <Text of={text} most={100} />
              </span>
            ) : (
              <a href={to}>
                <Text of={text} most={100} />
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )

const Visitor = ({ frame: { visitor, signIn } }: { readonly frame: Frame }) => {
  if (visitor !== null) {
    return (
      <form class="visitor" method="post" action="/auth/sign-out">
        <span>
          Signed in as <Text of={visitor} most={60} />
        </span>
        <button type="submit">Sign out</button>
      </form>
    )
  }
  return signIn === null ? null : (
    <p class="visitor">
      <a href={signIn}>Sign in with GitHub</a>
    </p>
  )
}

/** A part of a page with its heading; the heading's id is what links on this page lead to. */
export const Section = ({
  id,
  title,
  children,
}: {
  readonly id: string
  readonly title: string
  readonly children?: Child
}) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
)
