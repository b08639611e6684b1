import { parseProject } from '#project'

/**
 * A desk as files: `desk.json` says what it is, `tables/NAME.jsonl` holds a row a line, and what people write by hand lies as in a
 * workspace of the command line: `projects/SLUG/steward.yaml` and the facts files where that file says. A row names the file that
 * holds its text: `"text":{"file":"projects/lantern/vulnerabilities/LSF-2030-4.md"}`.
 */
export const DESK_FILE = 'desk.json'
export const TABLES = 'tables'
export const PROJECTS = 'projects'

export const FOLDER_FORMAT = 1

/** Columns whose text has a file of its own. */
export const FILED: Readonly<Record<string, string>> = { project: 'settings', vulnerability: 'text' }

/** Signing in is for one desk at one time: sessions, half-done ceremonies, counted failures and links end with it. */
export const NOT_EXPORTED: ReadonlySet<string> = new Set(['session', 'ceremony', 'attempt', 'invitation'])

/** A part of a path that means the same on every file system, and leads nowhere else. */
const SAFE_PART = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/

export function isSafePart(part: string): boolean {
  return SAFE_PART.test(part) && !part.endsWith('.')
}

/** Where a relative path of an export leads below its folder; undefined for one that an export does not write. */
export function partsOf(path: string): readonly string[] | undefined {
  const parts = path.split('/')
  const [first] = parts
  return first === PROJECTS && parts.length >= 3 && parts.length <= 12 && parts.every(isSafePart) ? parts : undefined
}

/** The file for the text of a row. A name that is no safe part of a path is written as the hexadecimal of its UTF-8. */
export function fileOf(
  table: string,
  row: Readonly<Record<string, unknown>>,
  factsFolders: ReadonlyMap<string, string>,
): string {
  if (table === 'project') return `${PROJECTS}/${part(String(row.slug))}/steward.yaml`
  const project = String(row.project)
  return `${PROJECTS}/${part(project)}/${factsFolders.get(project) ?? FACTS}/${part(String(row.id))}.md`
}

const FACTS = 'vulnerabilities'

/** Where the facts files of a project lie, by its own settings; the usual place when these cannot be read. */
export function factsFolderOf(settings: string): string {
  const project = parseProject(settings, 'steward.yaml')
  const folder = project.ok ? project.value.outputs.facts.replace(/\/+$/, '') : FACTS
  return folder.split('/').every(isSafePart) ? folder : FACTS
}

function part(name: string): string {
  return isSafePart(name) ? name : `x${Buffer.from(name).toString('hex').slice(0, 100)}`
}
