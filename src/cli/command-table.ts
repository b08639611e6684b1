import type { CommandEntry } from './command.ts'

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'init', load: async () => (await import('./commands/init.ts')).init },
  { name: 'advisory new', load: async () => (await import('./commands/advisory-new.ts')).advisoryNew },
  { name: 'advisory check', load: async () => (await import('./commands/advisory-check.ts')).advisoryCheck },
  { name: 'status', load: async () => (await import('./commands/status.ts')).status },
  { name: 'backports', load: async () => (await import('./commands/backports.ts')).backports },
  { name: 'render', load: async () => (await import('./commands/render.ts')).render },
  { name: 'sync', load: async () => (await import('./commands/sync.ts')).sync },
  { name: 'import', load: async () => (await import('./commands/import.ts')).importRecords },
  { name: 'ranges', load: async () => (await import('./commands/ranges.ts')).ranges },
  { name: 'history contains', load: async () => (await import('./commands/history-contains.ts')).historyContains },
  { name: 'history export', load: async () => (await import('./commands/history-export.ts')).historyExport },
  { name: 'version compare', load: async () => (await import('./commands/version-compare.ts')).versionCompare },
  { name: 'version sort', load: async () => (await import('./commands/version-sort.ts')).versionSort },
  { name: 'version in-range', load: async () => (await import('./commands/version-in-range.ts')).versionInRange },
  { name: 'cvss', load: async () => (await import('./commands/cvss.ts')).cvss },
  { name: 'tour', load: async () => (await import('./commands/tour.ts')).tour(COMMANDS) },
  { name: 'completion', load: async () => (await import('./commands/completion.ts')).completion(COMMANDS) },
]
