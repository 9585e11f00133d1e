import { z } from 'zod'
import type { Client } from './client.ts'
import { anything, idShape } from './shapes.ts'
import { HOUSEKEEPER, type User } from './world.ts'

/** Writing issues and comments in one repository. */
export function talking(outside: Client, repository: string) {
  const issues = `/repos/${repository}/issues`
  return {
    comment: async (number: number, body: string, as: User): Promise<number> => {
      const path = `${issues}/${number}/comments`
      return (await outside.send(idShape, 'POST', path, { body }, as)).id
    },
    editComment: async (id: number, body: string, as: User): Promise<void> => {
      await outside.send(anything, 'PATCH', `${issues}/comments/${id}`, { body }, as)
    },
    openIssue: async (title: string, as: User = HOUSEKEEPER): Promise<number> =>
      (await outside.send(numberShape, 'POST', issues, { title }, as)).number,
    closeIssue: async (number: number, as: User = HOUSEKEEPER): Promise<void> => {
      await outside.send(anything, 'PATCH', `${issues}/${number}`, { state: 'closed' }, as)
    },
  }
}

const numberShape = z.looseObject({ number: z.number() })
