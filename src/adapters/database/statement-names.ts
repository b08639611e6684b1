/** Statements that a connection keeps ready. Each takes some 10 kB of the server. */
const MOST = 200

/** Texts that were seen once; more of them than this are forgotten together. */
const SEEN = 2000

/**
 * Names under which the server keeps statements ready, so that it need not read and plan them again. A name is given to a text that
 * comes a second time, and to a limited number of texts: lists can be asked for in more ways than anybody wants to keep.
 */
export function statementNames(): (sql: string) => string | undefined {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  return (sql) => {
    const known = names.get(sql)
    if (known !== undefined || names.size >= MOST) return known
    if (seen.has(sql)) {
      const name = `steward_${names.size + 1}`
      names.set(sql, name)
      seen.delete(sql)
      return name
    }
    if (seen.size >= SEEN) seen.clear()
    seen.add(sql)
    return undefined
  }
}
