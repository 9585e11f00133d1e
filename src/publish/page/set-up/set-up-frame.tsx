import type { Child } from 'hono/jsx'
import { Framed } from '../frame.tsx'
import { Text } from '../text.tsx'

const STEPS = ['Describe the App', 'Create it on GitHub', 'Install it', 'Ready'] as const

/** A page of the set-up. */
export const SetUpFrame = ({
  title,
  step,
  stylesheet,
  children,
}: {
  readonly title: string
  /** The step that it is about, from 1 on; null where it is about none. */
  readonly step: 1 | 2 | 3 | 4 | null
  readonly stylesheet: string
  readonly children?: Child
}) => (
  <Framed title={title} frame={{ visitor: null, signIn: null, stylesheet }}>
    <div class="welcome">
      {step === null ? null : (
        <ol class="steps" aria-label="Steps">
          {STEPS.map((name, index) => (
            <li {...(index + 1 === step ? { 'aria-current': 'step' } : {})}>
              {`${index + 1} ${name}`}
            </li>
          ))}
        </ol>
      )}
      <h1>
        <Text of={title} />
      </h1>
      {children}
    </div>
  </Framed>
)

/** What is wrong, above a form. */
export const Wrong = ({ problems }: { readonly problems: readonly string[] }) =>
  problems.length === 0 ? null : (
    <div class="wrong" role="alert">
      {problems.map((problem) => (
        <p>
          <Text of={problem} most={500} />
        </p>
      ))}
    </div>
  )
