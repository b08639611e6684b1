import type { Address, CveServices, Exchange, Target } from '#desk/cna'
import { ok, type Result } from '#fault'
import { destinationFor, hasOpenSandbox, type ServiceDesk, servicesOf } from './credentials.ts'

/** CVE Services as the projects of the desk speak to them: each with the credentials that it keeps for a target. */
export interface ProjectServices {
  /** Where the project's credentials lead, and the sandbox that lets everybody in; the sandbox first, production last. */
  addresses(project: string): Promise<readonly Address[]>
  /** Nothing is sent before a method is called. `seen` is told of every request and what came back. Codes: those of {@link servicesOf}. */
  open<T extends Target>(
    project: string,
    target: T,
    seen?: (exchange: Exchange) => void,
  ): Promise<Result<CveServices<T>>>
}

const ORDER: readonly Target[] = ['sandbox', 'test', 'production']

export function projectServices(desk: ServiceDesk): ProjectServices {
  return {
    async addresses(project) {
      const rows = await desk.store.read(({ credentials }) => credentials.ofProject(project))
      const own = rows.map(({ target, url }) => ({ target, url }))
      const open = hasOpenSandbox(desk) && !own.some(({ target }) => target === 'sandbox')
      return [...(open ? [{ target: 'sandbox' as const, url: '' }] : []), ...own]
        .toSorted((a, b) => ORDER.indexOf(a.target) - ORDER.indexOf(b.target))
        .flatMap(({ target, url }) => {
          const destination = destinationFor(desk, target, target === 'sandbox' ? undefined : url)
          return destination.ok ? [{ target, url: destination.value.url }] : []
        })
    },
    async open<T extends Target>(project: string, target: T, seen?: (exchange: Exchange) => void) {
      const services = await servicesOf(desk, project, target, seen)
      if (!services.ok) return services
      // The destination is that of the target that was asked for: `chooseDestination` refuses any other.
      return ok(services.value as unknown as CveServices<T>)
    },
  }
}
