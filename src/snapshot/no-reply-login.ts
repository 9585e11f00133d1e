/** GitHub's own addresses have the login in them: `123+casey@users.noreply.github.com`. Null for any other. */
export const noReplyLogin = (email: string): string | null =>
  /^(?:\d+\+)?([^@+]+)@users\.noreply\.github\.com$/iu.exec(email)?.[1] ?? null
