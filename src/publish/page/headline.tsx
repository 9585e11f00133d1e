import type { Assessment } from '../../policy/assessment.ts'
import { nextSteps } from '../../policy/next-steps.ts'
import { pullUrl } from '../web-links.ts'
import { CommitLink } from './commit-link.tsx'
import type { Shown } from './shown.ts'
import { Sign, type SignKind } from './sign.tsx'
import { Away, Code, Text, Time } from './text.tsx'

/** How a conclusion is told, in words and by a shape. */
export const CONCLUSION: Readonly<
  Record<Assessment['conclusion'], { readonly kind: SignKind; readonly word: string }>
> = {
  failure: { kind: 'bad', word: 'Red' },
  success: { kind: 'good', word: 'Green' },
  neutral: { kind: 'neutral', word: 'Neutral' },
}

/** Which pull request this is, and how it stands: the first thing that somebody sees. */
export const Headline = ({ shown: { snapshot, assessment, at } }: { readonly shown: Shown }) => {
  const { kind, word } = CONCLUSION[assessment.conclusion]
  return (
    <header class="headline">
      <h1>
        <Text of={snapshot.title} /> <span class="number">#{snapshot.pull.number}</span>
      </h1>
      <p class="facts">
        <Ended shown={snapshot} />
        <span>
          by <Text of={snapshot.author ?? 'somebody'} most={60} />
        </span>
        <span>
          <Code of={snapshot.head.ref} most={100} /> into <Code of={snapshot.base.ref} most={100} />
        </span>
        <Away to={pullUrl(snapshot)}>Open it on GitHub</Away>
      </p>
      <div class={`verdict ${kind}`}>
        <Sign kind={kind} />
        <div>
          <p class="word">{word}</p>
          <p class="title">
            <Text of={assessment.title} most={500} />
          </p>
          <p class="facts">
            <span>
              Head <CommitLink snapshot={snapshot} sha={snapshot.head.sha} />
            </span>
            <span>
              assessed <Time at={at} />
            </span>
          </p>
        </div>
      </div>
    </header>
  )
}

const Ended = ({ shown: snapshot }: { readonly shown: Shown['snapshot'] }) => {
  if (snapshot.merged !== null) {
    return (
      <span>
        merged as <CommitLink snapshot={snapshot} sha={snapshot.merged} />
      </span>
    )
  }
  return snapshot.state === 'closed' ? <span>closed</span> : null
}

/** Whose turn it is, and what to do; nothing for a pull request that is closed, or where nothing is left to do. */
export const WhatNext = ({ shown: { snapshot, assessment } }: { readonly shown: Shown }) => {
  const { author, reviewer } = nextSteps(assessment)
  if (snapshot.state === 'closed' || assessment.conclusion === 'neutral') return null
  if (author.length + reviewer.length === 0) return null
  return (
    <div class="turns">
      <Turn who="For the author" steps={author} />
      <Turn who="For the reviewer" steps={reviewer} />
    </div>
  )
}

const Turn = ({ who, steps }: { readonly who: string; readonly steps: readonly string[] }) => (
  <div class={steps.length === 0 ? 'turn idle' : 'turn'}>
    <h3>{who}</h3>
    {steps.length === 0 ? (
      <p>Nothing for now.</p>
    ) : (
      <ul>
        {steps.map((step) => (
          <li>
            <Text of={step} most={800} />
          </li>
        ))}
      </ul>
    )}
  </div>
)

/** Where no report is, what one looks like. */
export const NoReport = ({ shown: { snapshot, assessment } }: { readonly shown: Shown }) =>
  assessment.conclusion !== 'neutral' ? null : (
    <>
      <p>This pull request adds or changes no review report, so there is nothing to hold it to.</p>
      <p>
        A report is a file named like one of these. Each blocker in it keeps the check red until it
        is fixed:
      </p>
      <ul class="names">
        {snapshot.reportPatterns.map((pattern) => (
          <li>
            <Code of={pattern} />
          </li>
        ))}
      </ul>
    </>
  )
