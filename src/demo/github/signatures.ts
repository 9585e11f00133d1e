import { fieldsOf } from './replies.ts'

/** What GitHub says of a commit's signature; it gives many reasons, these are the ones of the harness. */
export type Signature = 'valid' | 'bad_email'

export interface Signatures {
  readonly sign: (sha: string, signature: Signature) => void
  /** The `verification` of a commit, in either form in which the API shows commits; unsigned by default. */
  readonly verification: (commit: unknown) => Readonly<Record<string, unknown>>
}

/** Remembers which commits are signed: the emulator's SHAs leave signatures out. */
export function signatures(): Signatures {
  const known = new Map<string, Signature>()
  return {
    sign: (sha, signature) => {
      known.set(sha, signature)
    },
    verification: (value) => {
      const commit = fieldsOf(value)
      const signature = known.get(String(commit.sha))
      if (signature === undefined) return UNSIGNED
      const git = { ...commit, ...fieldsOf(commit.commit) }
      return {
        verified: signature === 'valid',
        reason: signature,
        signature: `-----BEGIN PGP SIGNATURE-----\n\n${String(commit.sha)}\n-----END PGP SIGNATURE-----`,
        payload: payloadOf(git),
        verified_at: signature === 'valid' ? String(fieldsOf(git.committer).date) : null,
      }
    },
  }
}

const UNSIGNED = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
} as const

/** The commit object without its signature, which is what was signed. */
function payloadOf(commit: Readonly<Record<string, unknown>>): string {
  const parents = Array.isArray(commit.parents) ? commit.parents : []
  const message = String(commit.message)
  return [
    `tree ${String(fieldsOf(commit.tree).sha)}`,
    ...parents.map((parent) => `parent ${String(fieldsOf(parent).sha)}`),
    `author ${identity(commit.author)}`,
    `committer ${identity(commit.committer)}`,
    '',
    message.endsWith('\n') ? message : `${message}\n`,
  ].join('\n')
}

function identity(value: unknown): string {
  const { name, email, date } = fieldsOf(value)
  return `${String(name)} <${String(email)}> ${Date.parse(String(date)) / 1000} +0000`
}
