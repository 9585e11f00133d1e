/** A command can't go on because of how it was used or where: said to the user as it stands, exit code 2. */
export class Stopped extends Error {
  /** What to do, null where the message says it. */
  readonly next: string | null

  constructor(message: string, next: string | null = null) {
    super(message)
    this.next = next
  }
}
