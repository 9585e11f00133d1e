import type { Requirement } from '../../policy/assessment.ts'
import type { Shown } from './shown.ts'
import { State } from './sign.tsx'
import { Table } from './table.tsx'
import { Text } from './text.tsx'

/** Every rule that was looked at: what was found, and what would make it pass. Those that aren't met come first. */
export const Requirements = ({ shown: { assessment } }: { readonly shown: Shown }) => {
  const { requirements, conclusion } = assessment
  if (conclusion === 'neutral') return null
  return (
    <Table
      caption="What the policy asks for, and what was found"
      columns={['Requirement', 'State', 'Looked at', 'Found', 'To pass']}
      rows={[...requirements]
        .sort((a, b) => rank(a) - rank(b))
        .map((requirement) => [
          <Text of={requirement.name.replaceAll('-', ' ')} />,
          <Met requirement={requirement} />,
          <Text of={requirement.looked} />,
          <Text of={requirement.found} most={800} />,
          requirement.next === null ? null : <Text of={requirement.next} most={800} />,
        ])}
    />
  )
}

const rank = ({ met, level }: Requirement): number => (met ? 2 : level === 'error' ? 0 : 1)

const Met = ({ requirement: { met, level } }: { readonly requirement: Requirement }) => {
  if (met) return <State kind="good" word="met" />
  return level === 'error' ? (
    <State kind="bad" word="unmet" />
  ) : (
    <State kind="warning" word="warning" />
  )
}
