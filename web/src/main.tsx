import './style/tokens.css'
import './style/ground.css'
import './style/frame.css'
import './style/controls.css'
import './style/labels.css'
import './style/surfaces.css'
import './style/table.css'
import './style/progress.css'
import './style/overlays.css'
import './style/states.css'
import './style/filters.css'
import './style/forms.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { listenToKeys } from './keys/shortcuts.ts'
import { router } from './router.ts'

const place = document.querySelector('#root')
if (place === null) throw new Error('the page has no place for the application')
listenToKeys()
// The code of the page that was asked for comes while the desk is still asked who this is.
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  void router.loadRouteChunk(router.routesById[routeId as keyof typeof router.routesById])
}
createRoot(place).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
)
