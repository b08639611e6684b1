import { noteAnswer } from './answering.ts'
import { refresh, refreshList } from './reads.ts'

/** What the desk tells everybody who may know: which thing changed, never what it says. */
interface DeskEvent {
  readonly topic: string
  readonly project?: string
  readonly vulnerability?: string
  readonly data?: { readonly version?: number }
}

/** Versions of vulnerabilities after which this page has read everything again by itself. */
const own = new Map<string, number>()

/** Says that what follows from an edit of this page is read again already: its event brings nothing new, and no earlier one does. */
export function noteOwnEdit(vulnerability: string, version: number): void {
  own.set(vulnerability, version)
}

function isOwnEdit({ topic, vulnerability = '', data }: DeskEvent): boolean {
  const version = data?.version
  return topic === 'vulnerability.changed' && version !== undefined && version <= (own.get(vulnerability) ?? 0)
}

/** Milliseconds that events are collected for: many come at once when a tag is read. */
const SOON = 250

/** Home sums up everything, so it is read again at a calmer pace. Milliseconds. */
const LATER = 3_000

/** What is stale after an event: things with all that is read below them, and lists without their things. */
interface Stale {
  readonly things: readonly string[]
  readonly lists: readonly string[]
}

function staleAfter({ topic, project, vulnerability }: DeskEvent): Stale {
  const [kind] = topic.split('.')
  const record = vulnerability === undefined ? [] : [`/vulnerabilities/${vulnerability}`]
  switch (kind) {
    case 'presence':
      return { things: record.map((path) => `${path}/presence`), lists: [] }
    case 'vulnerability':
    case 'review':
    case 'publication':
      return { things: [...record, ...(kind === 'publication' ? ['/board'] : [])], lists: ['/vulnerabilities'] }
    case 'project':
      // Progress is told in steps; what is read changes only at the end.
      if (topic === 'project.progress') return { things: [], lists: [] }
      return { things: project === undefined ? [] : [`/projects/${project}`], lists: ['/projects', '/vulnerabilities'] }
    case 'proposal':
      return { things: ['/projects/proposals'], lists: [] }
    case 'board':
    case 'batch':
      return { things: ['/board', '/batches'], lists: [] }
    case 'case':
      return { things: ['/cases'], lists: [] }
    case 'ids':
      return { things: ['/ids'], lists: [] }
    case 'job':
      return { things: ['/jobs'], lists: [] }
    default:
      return { things: [], lists: [] }
  }
}

/** Listens until the returned function is called. The browser itself connects again when the line breaks. */
export function listen(): () => void {
  const source = new EventSource('/api/v1/events')
  const events: DeskEvent[] = []
  let soon: ReturnType<typeof setTimeout> | undefined
  let later: ReturnType<typeof setTimeout> | undefined
  let opened = false

  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const event = read(data)
    if (event === undefined) return
    events.push(event)
    soon ??= setTimeout(() => {
      soon = undefined
      // An edit of this page is answered after its event at times, so that it is asked only now whose they were.
      const stale = events.splice(0).map((each) => ({ ...staleAfter(each), isOwn: isOwnEdit(each) }))
      void refresh(...new Set(stale.flatMap(({ things, isOwn }) => (isOwn ? [] : things))))
      void refreshList(...new Set(stale.flatMap(({ lists }) => lists)))
    }, SOON)
    if (event.topic === 'presence') return
    later ??= setTimeout(() => {
      later = undefined
      void refresh('/home', '/statistics')
    }, LATER)
  })
  // After a break nothing is known of what happened meanwhile.
  source.addEventListener('open', () => {
    noteAnswer(true)
    if (opened) void refresh('/')
    opened = true
  })
  source.addEventListener('error', () => {
    // The browser tries again by itself; a refusal, which closes the line, is an answer.
    if (source.readyState === EventSource.CONNECTING) noteAnswer(false)
  })
  return () => {
    source.close()
    clearTimeout(soon)
    clearTimeout(later)
  }
}

function read(data: string): DeskEvent | undefined {
  try {
    const event: unknown = JSON.parse(data)
    return typeof event === 'object' && event !== null && 'topic' in event && typeof event.topic === 'string'
      ? (event as DeskEvent)
      : undefined
  } catch {
    return undefined
  }
}
