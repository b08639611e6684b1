import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The built browser application: `web/dist` in a checkout, `dist/web` in the published package; undefined where it is not built. */
export function webFolder(): string | undefined {
  const places = ['../../web/dist/', '../web/'].map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return places.find((place) => existsSync(`${place}index.html`))
}
