import type { Workspace } from './workspace.ts'

/** The next free identifier of a year, `LSF-2030-5`: one more than the greatest in use, in facts files or their names. */
export function nextId(workspace: Workspace, year: number): string {
  const head = `${workspace.project.osv.prefix}-${year}-`
  const numbers = workspace.facts
    .map(({ vulnerability }) => vulnerability.id)
    .filter((id) => id.startsWith(head) && /^\d{1,9}$/.test(id.slice(head.length)))
    .map((id) => Number(id.slice(head.length)))
  return `${head}${Math.max(0, ...numbers) + 1}`
}
