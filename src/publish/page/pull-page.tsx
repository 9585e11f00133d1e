import type { JSX } from 'hono/jsx/jsx-runtime'
import { repositoryPath } from '../web-links.ts'
import { Blockers } from './blockers.tsx'
import { VainCommands } from './commands.tsx'
import { Diagnostics } from './diagnostics.tsx'
import { Discrepancies } from './discrepancies.tsx'
import { Framed, Section } from './frame.tsx'
import { CONCLUSION, Headline, NoReport, WhatNext } from './headline.tsx'
import { PolicyUsed } from './policy.tsx'
import { Reports } from './reports.tsx'
import { Requirements } from './requirements.tsx'
import type { Frame, Shown } from './shown.ts'
import { Timeline } from './timeline-list.tsx'
import { Unseen } from './unseen.tsx'
import { Validation } from './validation.tsx'

/** A part of the page; what has nothing to say is left out. */
interface Part {
  readonly id: string
  readonly title: string
  readonly of: (props: { readonly shown: Shown }) => JSX.Element | null
}

const PARTS: readonly Part[] = [
  { id: 'next', title: 'What to do next', of: WhatNext },
  { id: 'report', title: 'No review report', of: NoReport },
  { id: 'blockers', title: 'Blockers', of: Blockers },
  { id: 'diagnostics', title: 'Could not be read without a doubt', of: Diagnostics },
  { id: 'commands', title: 'Commands that don’t count', of: VainCommands },
  { id: 'unseen', title: 'What could not be seen', of: Unseen },
  { id: 'timeline', title: 'What happened', of: Timeline },
  { id: 'requirements', title: 'Requirements', of: Requirements },
  { id: 'reports', title: 'Reports', of: Reports },
  { id: 'validation', title: 'What was run', of: Validation },
  { id: 'discrepancies', title: 'Figures that differ', of: Discrepancies },
  { id: 'policy', title: 'Policy', of: PolicyUsed },
]

/**
 * The page of a pull request: why its check is red or green, whose turn it is, and everything that this rests on.
 * Everything that reports and people wrote is shown as text, cut where it is too long.
 */
export const PullPage = ({ shown, frame }: { readonly shown: Shown; readonly frame: Frame }) => {
  const { snapshot, assessment } = shown
  const { owner, repo, number } = snapshot.pull
  const parts = PARTS.map(({ id, title, of }) => ({ id, title, content: of({ shown }) })).filter(
    ({ content }) => content !== null,
  )
  return (
    <Framed
      title={`${CONCLUSION[assessment.conclusion].word}: ${assessment.title} · ${owner}/${repo}#${number}`}
      way={[
        { text: `${owner}/${repo}`, to: repositoryPath(snapshot.pull) },
        { text: `#${number}`, to: null },
      ]}
      frame={frame}
    >
      <Headline shown={shown} />
      <nav class="contents" aria-label="On this page">
        <ul>
          {parts.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      {parts.map(({ id, title, content }) => (
        <Section id={id} title={title}>
          {content}
        </Section>
      ))}
    </Framed>
  )
}
