/** The field, or nothing where the list is empty: a record says only what there is to say. */
export function unlessEmpty<K extends string, T>(key: K, items: readonly T[]): { readonly [Key in K]?: readonly T[] } {
  return (items.length === 0 ? {} : { [key]: items }) as { readonly [Key in K]?: readonly T[] }
}

/** Each item once, where it stands first. */
export function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)]
}
