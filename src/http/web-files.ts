import statics from '@fastify/static'
import type { App } from './app.ts'

/**
 * The browser application. Files under `assets/` carry the hash of what is in them in their name and never change; every other path
 * that a browser asks for as a page is the application, which reads the path itself.
 */
export async function serveWeb(app: App, folder: string): Promise<void> {
  await app.register(statics, {
    root: folder,
    wildcard: true,
    dotfiles: 'deny',
    index: 'index.html',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.replaceAll('\\', '/').includes('/assets/')
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/**
 * Whether a request that no file answers is one for a page of the application. Pages may have dots in their address
 * (`/board/lantern/v3.13.9`); what a page loads is not asked for as `text/html`.
 */
export function asksForPage(method: string, url: string, accept: string | undefined): boolean {
  return method === 'GET' && !/^\/(?:api|assets)(?:\/|$)/.test(url) && (accept ?? '').includes('text/html')
}
