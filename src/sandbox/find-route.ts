import type { Route } from './route.ts'
import { ROUTES } from './routes.ts'

export interface Found {
  readonly route: Route
  /** The variable parts of the path, decoded and trimmed. */
  readonly path: Readonly<Record<string, string>>
}

/**
 * The route of a request; undefined where there is none, also for a known path with another method, as with Express.
 *
 * @throws {URIError} when a percent escape in the path is broken.
 */
export function findRoute(method: string, path: string): Found | undefined {
  const parts = path.replace(/\/$/, '').split('/').map(decodeURIComponent)
  for (const { route, template } of TEMPLATES) {
    if (route.method !== method || template.length !== parts.length) continue
    const values: Record<string, string> = {}
    const matches = template.every((part, i) => {
      const given = parts[i] ?? ''
      if (!part.startsWith('{')) return part === given
      values[part.slice(1, -1)] = given.trim()
      return given !== ''
    })
    if (matches) return { route, path: values }
  }
  return undefined
}

const TEMPLATES = ROUTES.map((route) => ({ route, template: route.path.split('/') }))
