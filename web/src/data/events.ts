import { refresh } from './reads.ts'

/** What the desk tells everybody who may know: which thing changed, never what it says. */
interface DeskEvent {
  readonly topic: string
  readonly project?: string
  readonly vulnerability?: string
}

/** After a topic of this beginning these readings are stale. */
const STALE: readonly (readonly [topic: string, paths: (event: DeskEvent) => readonly string[]])[] = [
  ['vulnerability', ({ vulnerability }) => [vulnerability ? `/vulnerabilities/${vulnerability}` : '/vulnerabilities']],
  ['vulnerability', () => ['/home', '/statistics']],
  [
    'review',
    ({ vulnerability }) => [vulnerability ? `/vulnerabilities/${vulnerability}` : '/vulnerabilities', '/home'],
  ],
  [
    'publication',
    ({ vulnerability }) => [
      vulnerability ? `/vulnerabilities/${vulnerability}` : '/vulnerabilities',
      '/home',
      '/board',
    ],
  ],
  ['board', () => ['/board', '/home']],
  ['batch', () => ['/board', '/home']],
  ['project', ({ project }) => [project ? `/projects/${project}` : '/projects', '/home']],
  ['case', () => ['/cases', '/home']],
  ['ids', () => ['/ids', '/home']],
  ['job', () => ['/jobs']],
]

/** Listens until the returned function is called. The browser itself connects again when the line breaks. */
export function listen(): () => void {
  const source = new EventSource('/api/v1/events')
  const take = ({ data }: MessageEvent<string>): void => {
    const event = read(data)
    if (event === undefined) return
    for (const [topic, paths] of STALE) if (event.topic.startsWith(topic)) void refresh(...paths(event))
  }
  source.addEventListener('message', take)
  return () => source.close()
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
