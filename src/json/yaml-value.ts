import { isCollection, isMap, isScalar, type Scalar } from 'yaml'
import type { Json } from './document.ts'
import { pointerParts } from './pointer.ts'

/** A node that `refusedYaml` has nothing against, as a JSON value. */
export function valueOfYaml(node: unknown): Json {
  if (isMap(node)) {
    const object: Record<string, Json> = {}
    for (const { key, value } of node.items) object[keyText(key as Scalar)] = valueOfYaml(value)
    return object
  }
  if (isCollection(node)) return node.items.map(valueOfYaml)
  return isScalar(node) ? (node.value as Json) : null
}

/** A key as it was written, so that the branch `3.10` keeps its nought. */
export function keyText(key: Scalar): string {
  return key.source ?? String(key.value)
}

/**
 * Where in the text the value at a JSON Pointer stands (a value in a map: where its key begins), or its nearest ancestor when the
 * pointer leads nowhere.
 */
export function offsetInYaml(root: unknown, at: string): number {
  let node = root
  let offset = startOf(root) ?? 0
  for (const step of pointerParts(at)) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyText(key as Scalar) === step)
      if (pair === undefined) break
      offset = startOf(pair.key) ?? offset
      node = pair.value
    } else if (isCollection(node)) {
      node = /^(?:0|[1-9][0-9]*)$/.test(step) ? node.items[Number(step)] : undefined
      if (node === undefined) break
      offset = startOf(node) ?? offset
    } else break
  }
  return offset
}

/** The offset at which a node of a parsed document begins. */
export function startOf(node: unknown): number | undefined {
  return (node as { readonly range?: readonly number[] } | null | undefined)?.range?.[0]
}
