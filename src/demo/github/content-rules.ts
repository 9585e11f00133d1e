import type { Reply } from './front.ts'
import { fieldsOf, jsonOf, withJson } from './replies.ts'
import { type Rule, repositoryPath } from './rules.ts'

/** Files as GitHub gives them out: in lines of Base64, and without content when they are large. */
export const contentRules: readonly Rule[] = [
  {
    method: 'GET',
    path: repositoryPath('/contents/*path'),
    answer: async ({ forward }) => shown(await forward()),
  },
]

/** Up to a megabyte; larger files are for the raw media type. */
const LARGEST = 1024 * 1024
const LINE = /.{1,60}/g

function shown(reply: Reply): Reply {
  const file = fieldsOf(reply.status === 200 ? jsonOf(reply) : null)
  if (file.type !== 'file' || typeof file.content !== 'string') return reply
  if (Number(file.size) > LARGEST) {
    return withJson(reply, { ...file, content: '', encoding: 'none' })
  }
  return withJson(reply, { ...file, content: file.content.replaceAll(LINE, '$&\n') })
}
