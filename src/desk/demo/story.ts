/** Seconds between two commits of a story. */
const STEP = 86_400

/** A history told commit by commit, as the input of `git fast-import`. A class because each line continues the last one. */
export class Story {
  readonly #lines: string[] = []
  readonly #tips = new Map<string, string>()
  #time: number
  #mark = 0
  #tags = 0
  readonly #named: { readonly name: string; readonly mark: number }[] = []

  /** `start`: when the first commit was made, RFC 3339. */
  constructor(start = '2029-01-01T12:00:00Z') {
    this.#time = Date.parse(start) / 1000
  }

  get tags(): number {
    return this.#tags
  }

  /** Opens a branch where another one of this story stands, or at a reference that the repository has. */
  branch(name: string, from: string): void {
    this.#tips.set(name, this.#tips.get(from) ?? (from.startsWith('refs/') ? `${from}^0` : `refs/heads/${from}^0`))
  }

  /** Goes on at this moment, RFC 3339. */
  at(moment: string): void {
    this.#time = Date.parse(moment) / 1000
  }

  /** One commit at the end of a branch; `files` are written whole. `author` as `Name <address>`; the committer where absent. */
  commit(
    branch: string,
    message: string,
    files: Readonly<Record<string, string>>,
    name?: string,
    author?: string,
  ): void {
    const mark = ++this.#mark
    const who = `Lantern <lantern@example.org> ${this.#time} +0000`
    const by = author === undefined ? [] : [`author ${author} ${this.#time} +0000`]
    this.#time += STEP
    const from = this.#tips.get(branch)
    this.#lines.push(`commit refs/heads/${branch}`, `mark :${mark}`, ...by, `committer ${who}`, data(message))
    if (from !== undefined) this.#lines.push(`from ${from}`)
    for (const [file, text] of Object.entries(files)) this.#lines.push(`M 100644 inline ${file}`, data(text))
    this.#tips.set(branch, `:${mark}`)
    if (name !== undefined) this.#named.push({ name, mark })
  }

  /** A tag at the end of a branch. */
  tag(name: string, branch: string): void {
    this.#tags++
    this.#lines.push(`reset refs/tags/${name}`, `from ${this.#tips.get(branch)}`, '')
  }

  /** The names of the commits that have one, in the order in which git answers with their hashes. */
  get names(): readonly string[] {
    return this.#named.map(({ name }) => name)
  }

  text(): string {
    const questions = this.#named.map(({ mark }) => `get-mark :${mark}`)
    return `${[...this.#lines, ...questions].join('\n')}\n`
  }
}

/** The length is counted in bytes. */
function data(text: string): string {
  return `data ${new TextEncoder().encode(text).length}\n${text}`
}
