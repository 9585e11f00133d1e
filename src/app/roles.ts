/** `web` takes on what comes, `worker` does it; one process can do both. */
export const ROLES = ['all', 'web', 'worker'] as const
export type Role = (typeof ROLES)[number]
