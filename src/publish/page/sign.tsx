import type { Blocker } from '../../ledger/ledger.ts'

/** What a sign says by its shape and colour; the word always stands beside it. */
export type SignKind = 'good' | 'bad' | 'neutral' | 'warning'

/** A shape for each kind: a disc with a tick, an octagon with a cross, a ring with a dash, a triangle with a mark. */
export const Sign = ({ kind }: { readonly kind: SignKind }) => (
  <svg class={`sign ${kind}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path class="shape" d={SHAPE[kind]} />
    <path class="mark" d={MARK[kind]} />
  </svg>
)

/** A sign with its word. */
export const State = ({ kind, word }: { readonly kind: SignKind; readonly word: string }) => (
  <span class={`state ${kind}`}>
    <Sign kind={kind} />
    {word}
  </span>
)

/** The sign of a blocker's state. */
export const BLOCKER_SIGN: Readonly<Record<Blocker['state'], SignKind>> = {
  open: 'bad',
  fixed: 'good',
  verified: 'good',
  withdrawn: 'neutral',
  waived: 'neutral',
  deferred: 'neutral',
}

const SHAPE: Readonly<Record<SignKind, string>> = {
  good: 'M12 1a11 11 0 1 1 0 22a11 11 0 0 1 0-22z',
  bad: 'M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z',
  neutral: 'M12 2a10 10 0 1 1 0 20a10 10 0 0 1 0-20z',
  warning: 'M12 1.5L23.5 22H.5z',
}

const MARK: Readonly<Record<SignKind, string>> = {
  good: 'M6.8 12.4l3.6 3.6l7-7.4',
  bad: 'M8 8l8 8M16 8l-8 8',
  neutral: 'M7.5 12h9',
  warning: 'M12 9v6M12 18v.6',
}
