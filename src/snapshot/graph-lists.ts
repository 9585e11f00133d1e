import { z } from 'zod'

/** The nodes of a GraphQL list. GitHub leaves null where it may not show something. */
export const listOf = <Node extends z.ZodType>(node: Node) =>
  z
    .object({ nodes: z.array(node.nullable()).nullable() })
    .transform(({ nodes }) => (nodes ?? []).filter((one) => one !== null))
