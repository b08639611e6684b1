import type { Fault } from '#fault'
import type { Anomaly, PassedOver } from './anomaly.ts'
import { ANOMALY_KINDS, type Clue, type KindOfMany, type KindOfOne, NAMED, passedOverClue } from './anomaly-kinds.ts'
import type { Spool, Spools } from './ports.ts'
import type { AuditedSubject } from './subject.ts'

/** Anomalies counted. */
export interface AnomalyCount {
  readonly all: number
  readonly errors: number
}

/**
 * Finds what only shows where all files are looked at together, without holding them: every file leaves clues on a disk, which come back
 * sorted, so that those of one anomaly stand side by side. Causes that are not known are not guessed.
 */
export class AnomalyFinder {
  /** Lines `code TAB group TAB name TAB number TAB rest`, so that sorting gathers groups, and equal names in them. */
  readonly #clues: Spool
  /** Lines `kind TAB number of the first clue TAB number TAB rest`: a head, then its files, in the order in which they were found. */
  readonly #found: Spool
  #number = 0
  #all = 0
  #errors = 0

  constructor(spools: Spools) {
    this.#clues = spools.sorted()
    this.#found = spools.sorted()
  }

  add(subject: AuditedSubject): void {
    for (const kind of ANOMALY_KINDS) {
      if ('find' in kind) {
        const detail = kind.find(subject)
        if (detail === undefined) continue
        const number = this.#number++
        this.#tell(kind, number, kind.message(subject), detail)
        this.#name(kind, number, number, subject.path)
      } else for (const clue of kind.clues(subject)) this.#note(kind, clue)
    }
  }

  passOver(each: PassedOver): void {
    this.#note(...passedOverClue(each))
  }

  /** When all files were added. `filesOf`: how many files a stream has. */
  finish(filesOf: (stream: string) => number): AnomalyCount {
    // Whether a group is odd is known at its end: a second reader follows the first, and takes its files.
    const behind = this.#clues.lines()[Symbol.iterator]()
    for (const { kind, first, firstNumber, files, names, shown } of groupsOf(this.#clues.lines())) {
      const group = { group: first.group, first, files, names, shown: shown.map(({ name }) => name) }
      const detail = kind.tell(group, filesOf)
      if (detail !== undefined) this.#tell(kind, firstNumber, kind.message(group), detail)
      for (let i = 0; i < files; i++) {
        const line: string = behind.next().value
        if (detail === undefined) continue
        const { number, clue } = readClue(line)
        this.#name(kind, firstNumber, number, clue.path)
      }
    }
    return { all: this.#all, errors: this.#errors }
  }

  /** The worst first. */
  *anomalies(): Generator<Anomaly> {
    const lines = this.#found.lines()[Symbol.iterator]()
    let next = lines.next()
    while (next.done !== true) {
      const { code, level, message, detail } = JSON.parse(restOf(next.value)) as Omit<Anomaly, 'files'>
      next = lines.next()
      const files = function* (): Generator<string> {
        for (; next.done !== true && !isHead(next.value); next = lines.next()) yield JSON.parse(restOf(next.value))
      }
      yield { code, level, message, detail, files: files() }
      while (next.done !== true && !isHead(next.value)) next = lines.next()
    }
  }

  /** Why it cannot be relied on. */
  get fault(): Fault | undefined {
    return this.#clues.fault ?? this.#found.fault
  }

  close(): void {
    this.#clues.close()
    this.#found.close()
  }

  #note({ code }: KindOfMany, { group, name, path, said }: Clue): void {
    const [key, part, rest] = [group, name, said === undefined ? [path] : [path, said]].map((each) =>
      JSON.stringify(each),
    )
    this.#clues.add([code, key, part, digits(this.#number++), rest].join('\t'))
  }

  #tell(kind: KindOfOne | KindOfMany, first: number, message: string, detail: string): void {
    const { code, level } = kind
    this.#all++
    if (level === 'error') this.#errors++
    this.#found.add([rank(kind), digits(first), HEAD, JSON.stringify({ code, level, message, detail })].join('\t'))
  }

  #name(kind: KindOfOne | KindOfMany, first: number, number: number, path: string): void {
    this.#found.add([rank(kind), digits(first), digits(number), JSON.stringify(path)].join('\t'))
  }
}

/** Sorted before every number. */
const HEAD = '-'

function isHead(line: string): boolean {
  return line.split('\t', 3)[2] === HEAD
}

function restOf(line: string): string {
  return line.slice(line.lastIndexOf('\t') + 1)
}

function rank(kind: KindOfOne | KindOfMany): string {
  return String(ANOMALY_KINDS.indexOf(kind)).padStart(2, '0')
}

function digits(number: number): string {
  return String(number).padStart(12, '0')
}

const KINDS_OF_MANY: ReadonlyMap<string, KindOfMany> = new Map(
  ANOMALY_KINDS.flatMap((kind) => ('tell' in kind ? [[kind.code, kind]] : [])),
)

/** A clue that was put aside. JSON holds no tab. */
function readClue(line: string): { readonly code: string; readonly number: number; readonly clue: Clue } {
  const [code = '', group = '', name = '', number = '', rest = ''] = line.split('\t')
  const [path, said] = JSON.parse(rest) as readonly [string, string?]
  const clue = { group: JSON.parse(group), name: JSON.parse(name), path, ...(said !== undefined && { said }) }
  return { code, number: Number(number), clue }
}

/** A group that is being counted. */
interface Counting {
  readonly key: string
  readonly kind: KindOfMany
  first: Clue
  firstNumber: number
  files: number
  names: number
  lastName: string | undefined
  shown: readonly { readonly name: string; readonly number: number }[]
}

/** Groups of sorted clues, one after the other. */
function* groupsOf(lines: Iterable<string>): Generator<Counting> {
  let open: Counting | undefined
  for (const line of lines) {
    const { code, number, clue } = readClue(line)
    const key = `${code}\t${clue.group}`
    if (open !== undefined && open.key !== key) {
      yield open
      open = undefined
    }
    open ??= begin(key, code, clue, number)
    count(open, clue, number)
  }
  if (open !== undefined) yield open
}

function begin(key: string, code: string, first: Clue, firstNumber: number): Counting {
  const kind = KINDS_OF_MANY.get(code)
  if (kind === undefined) throw new Error(`no kind of anomaly is called ${code}`)
  return { key, kind, first, firstNumber, files: 0, names: 0, lastName: undefined, shown: [] }
}

function count(group: Counting, clue: Clue, number: number): void {
  group.files++
  if (number < group.firstNumber) {
    group.first = clue
    group.firstNumber = number
  }
  if (clue.name === group.lastName) return
  group.lastName = clue.name
  group.names++
  // Equal names stand side by side, the first of them first; which names come first of all, only the numbers tell.
  group.shown = [...group.shown, { name: clue.name, number }].toSorted((a, b) => a.number - b.number).slice(0, NAMED)
}
