import { createRouter } from '@tanstack/react-router'
import { PageComing, PageFault } from './frame/root.tsx'
import { NothingHere } from './pieces/page-states.tsx'
import { routes } from './routes.ts'

export const router = createRouter({
  routeTree: routes,
  defaultNotFoundComponent: NothingHere,
  defaultErrorComponent: PageFault,
  defaultPendingComponent: PageComing,
  defaultPendingMs: 200,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Plain words in addresses, `?q=3.12`, rather than JSON: people read, write and share them.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const words = new URLSearchParams()
    for (const [name, value] of Object.entries(search)) {
      if (value !== undefined && value !== '') words.set(name, String(value))
    }
    const text = words.toString()
    return text === '' ? '' : `?${text}`
  },
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
