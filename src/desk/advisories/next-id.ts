/** The next free identifier of a project and year, `LSF-2030-5`: one more than the greatest in use. */
export function nextId(prefix: string, year: string, taken: readonly string[]): string {
  const head = `${prefix}-${year}-`
  const numbers = taken
    .filter((id) => id.startsWith(head) && /^\d{1,9}$/.test(id.slice(head.length)))
    .map((id) => Number(id.slice(head.length)))
  return `${head}${numbers.reduce((a, b) => Math.max(a, b), 0) + 1}`
}
