import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml'
import { quoted } from './words.ts'

/** What is wrong in a line. */
export interface Wrong {
  readonly line: number
  readonly message: string
  readonly next: string
}

interface Tree {
  readonly problems: readonly Wrong[]
  readonly firstAlias: number
  /** The line of what is at a path, or of the last that there is on the way to it. */
  readonly lineAt: (path: readonly PropertyKey[]) => number
}

type Keys = ReadonlyMap<PropertyKey, Pair>

/**
 * Finds keys that are given twice and aliases of nothing, and where everything stands. An alias of nothing becomes the
 * text that it most likely should be, so that it is no second problem.
 */
export function lookThrough(document: Document, lineOf: (offset: number) => number): Tree {
  const problems: Wrong[] = []
  const anchors = new Map<string, Node>()
  const meant = new Map<Node, Node>()
  const keys = new Map<YAMLMap, Keys>()
  const lineOfNode = (node: Node): number => lineOf(node.range?.[0] ?? 0)
  let firstAlias: number | null = null

  visit(document, {
    Alias: (_, alias) => {
      firstAlias ??= lineOfNode(alias)
      const node = anchors.get(alias.source)
      if (node === undefined) return insteadOf(alias)
      meant.set(alias, node)
      return undefined
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
      if (isMap(node)) keys.set(node, keysOf(node))
    },
  })

  function insteadOf(alias: Alias): Node {
    const text = `*${alias.source}`
    problems.push({
      line: lineOfNode(alias),
      message: `${quoted(text)} is read as an alias of YAML, and nothing has that name.`,
      next: `Put it in quotes: '${text}'.`,
    })
    const scalar = new Scalar(text)
    scalar.range = alias.range ?? null
    return scalar
  }

  function keysOf(map: YAMLMap): Keys {
    const found = new Map<PropertyKey, Pair>()
    for (const pair of map.items) {
      if (!isScalar(pair.key)) continue
      const name = String(pair.key.value)
      const first = found.get(name)
      if (first !== undefined) problems.push(twice(name, pair.key, first))
      // The last one is what the library takes.
      found.set(name, pair)
    }
    return found
  }

  function twice(name: string, key: Node, first: Pair): Wrong {
    const line = isNode(first.key) ? lineOfNode(first.key) : 1
    return {
      line: lineOfNode(key),
      message: `${quoted(name)} is given twice, here and in line ${line}.`,
      next: 'Put both together under one key.',
    }
  }

  function lineAt(path: readonly PropertyKey[]): number {
    let node: unknown = document.contents
    let line = isNode(node) ? lineOfNode(node) : 1
    for (const step of path) {
      if (isAlias(node)) node = meant.get(node)
      const pair = isMap(node) ? keys.get(node)?.get(step) : undefined
      const at = pair?.key ?? (isSeq(node) && typeof step === 'number' ? node.items[step] : null)
      if (!isNode(at)) return line
      line = lineOfNode(at)
      node = pair === undefined ? at : pair.value
    }
    return line
  }

  return { problems, firstAlias: firstAlias ?? 1, lineAt }
}
