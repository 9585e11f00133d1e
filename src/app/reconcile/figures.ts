/** What one reconciliation found and cost. */
export interface Figures {
  /** Without those that are suspended, and those for which GitHub wants to be asked nothing for a while. */
  readonly installations: number
  /** Without archived ones, in which nothing can be written. */
  readonly repositories: number
  readonly openPulls: number
  /** Looks that were put into the queue. */
  readonly looks: number
  /** Failed deliveries that GitHub was asked to send again. */
  readonly redelivered: number
  /** Requests to GitHub, those for access tokens aside. */
  readonly requests: number
  /** Installations of which not everything could be read, and lists of deliveries. */
  readonly failures: number
  readonly ms: number
}
