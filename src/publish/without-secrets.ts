/** GitHub's tokens, JSON web tokens and private keys (cut off ones, too), as they are and as JSON writes them. */
const SECRETS = [
  /(?:gh[oprsu]_|github_pat_)[\w.-]{10,}/gu,
  /eyJ[\w-]{5,}(?:\.[\w-]+){1,2}/gu,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\w+/=\s]|\\[nr])*(?:-----END [A-Z ]*PRIVATE KEY-----)?/gu,
]

/** Text that leaves this process without what must not: an error's message may quote a header, for one. */
export const withoutSecrets = (text: string): string =>
  SECRETS.reduce((rest, secret) => rest.replace(secret, '[redacted]'), text)
