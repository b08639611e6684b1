import { noteAnswer } from './answering.ts'
import { Problem } from './problem.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Answer<T> {
  readonly value: T
  /** The version in the `ETag`, for `If-Match`; undefined where the resource has none. */
  readonly version: number | undefined
}

interface Options {
  readonly body?: unknown
  /** Only change what is still at this version; otherwise the desk answers 412. */
  readonly version?: number | undefined
  readonly signal?: AbortSignal
}

const BASE = '/api/v1'

/**
 * One request to the desk's interface. `path` begins with a slash and is below `/api/v1`. Changes carry `X-Steward`, which a form
 * on another site cannot send.
 *
 * @throws {Problem} for every answer that is not 2xx, and when there is none.
 */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<Answer<T>> {
  const { body, version, signal } = options
  const headers = new Headers({ accept: 'application/json' })
  if (method !== 'GET') headers.set('x-steward', '1')
  if (body !== undefined) headers.set('content-type', 'application/json')
  if (version !== undefined) headers.set('if-match', `"${version}"`)
  let response: Response
  try {
    response = await fetch(`${BASE}${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (thrown) {
    if (signal?.aborted) throw thrown
    noteAnswer(false)
    throw Problem.unreached()
  }
  noteAnswer(true)
  if (!response.ok) throw await Problem.from(response)
  const text = response.status === 204 ? '' : await response.text()
  return { value: (text === '' ? undefined : JSON.parse(text)) as T, version: versionOf(response) }
}

/** The part of {@link request} most callers want. */
export async function send<T>(method: Method, path: string, body?: unknown, version?: number): Promise<T> {
  return (await request<T>(method, path, { body, version })).value
}

function versionOf(response: Response): number | undefined {
  const text = /^(?:W\/)?"(\d+)"$/u.exec(response.headers.get('etag') ?? '')?.[1]
  return text === undefined ? undefined : Number(text)
}

/** A path with its query; parameters without a value are left out. */
export function withQuery(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value))
  }
  const text = parameters.toString()
  return text === '' ? path : `${path}?${text}`
}
