import type { Foundation } from '#project'
import { openSandbox, type ServiceDesk } from './credentials.ts'
import type { FoundationNames } from './desk.ts'

/** Who assigns the CVE IDs of the projects whose settings name nobody; undefined where nobody is known. */
export type Assigner = () => Promise<Foundation | undefined>

/**
 * The foundation of the desk once its UUID is stated. Until then the CNA of the sandbox beside the desk, so that records can be
 * written and rehearsed on the first day: nothing false leaves, since CVE Services put their own knowledge of the assigner into
 * whatever is sent to them.
 */
export function makeAssigner(desk: ServiceDesk, stated: () => Promise<FoundationNames | undefined>): Assigner {
  let rehearsal: Foundation | undefined
  return async () => {
    const own = await stated()
    if (own?.orgId !== undefined) return { shortName: own.shortName, orgId: own.orgId, name: own.name }
    rehearsal ??= await organisationOfSandbox(desk)
    return rehearsal && { ...rehearsal, ...(own && { name: own.name }) }
  }
}

async function organisationOfSandbox(desk: ServiceDesk): Promise<Foundation | undefined> {
  const services = openSandbox(desk)
  if (services === undefined || !services.ok) return undefined
  const found = await services.value.orgs.get(services.value.speaker.org)
  return found.ok ? { shortName: found.value.short_name, orgId: found.value.UUID } : undefined
}
