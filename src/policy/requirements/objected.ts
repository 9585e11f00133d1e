import type { JudgedApproval, Objection } from '../approvals.ts'

/** Why an approval is objected to in that respect, in one sentence; null where it isn't. */
export const objected =
  (against: Objection['against']) =>
  ({ objections }: JudgedApproval): string | null =>
    objections
      .filter((objection) => objection.against === against)
      .map(({ because }) => because)
      .join('; ') || null
