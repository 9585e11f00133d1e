import { z } from 'zod'
import { repositoryNamed } from '../site/names.ts'

/** GitHub's ids of installations and the like. */
export const Id = z.int().positive()

/** The number of a pull request or issue: GraphQL takes no larger one. */
export const Numbered = z
  .int()
  .positive()
  .max(2 ** 31 - 1)

export const Sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u)

/** A branch or ref: git allows next to everything in it but what nobody can see. */
export const Ref = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^\p{Cc}\p{Surrogate}]+$/u)

/** Where it happened. A name goes into the addresses that we ask, and must lead nowhere else. */
export const Repository = z
  .object({ name: z.string(), owner: z.object({ login: z.string() }) })
  .refine(({ name, owner }) => repositoryNamed(owner.login, name) !== null)
