import {
  ApiKey,
  type Credentials,
  type CveServices,
  chooseDestination,
  type Exchange,
  type SomeDestination,
  type Target,
} from '#desk/cna'
import { type Actor, auditActorOf, notFound } from '#desk/people'
import type { Store } from '#desk/store'
import { fail, ok, type Result } from '#fault'
import type { ProjectDesk } from './desk.ts'
import { findProject } from './find-project.ts'
import type { CredentialRow, CredentialTable } from './ports.ts'
import type { CredentialsView, CredentialsWish } from './views.ts'

/** The credentials of a project, without their keys. */
export async function listCredentials(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
): Promise<Result<readonly CredentialsView[]>> {
  return await desk.store.read(async (tx) => {
    const row = await findProject(tx, actor, 'project.read', slug)
    return row.ok ? ok((await tx.credentials.ofProject(slug)).map(credentialsView)) : row
  })
}

/**
 * Keeps credentials for one target; the key is sealed before it is stored, and never sent back.
 *
 * Codes: those of {@link chooseDestination}.
 */
export async function setCredentials(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  target: Target,
  wish: CredentialsWish,
): Promise<Result<CredentialsView>> {
  const destination = destinationFor(desk, target, wish.url)
  if (!destination.ok) return destination
  const row: CredentialRow = {
    project: slug,
    target,
    url: destination.value.url,
    org: wish.org,
    user: wish.user,
    sealed: desk.vault.seal(wish.key, purposeOf(slug, target)),
    setAt: desk.around.moment(),
    setBy: auditActorOf(actor).name,
  }
  return await desk.store.write(async (tx) => {
    const found = await findProject(tx, actor, 'credentials.manage', slug)
    if (!found.ok) return found
    const before = await tx.credentials.find(slug, target)
    await tx.credentials.put(row)
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'credentials.manage',
      subject: { kind: 'credentials', id: target, project: slug },
      embargoed: false,
      diff: [{ field: 'speaker', ...(before !== undefined && { before: speakerOf(before) }), after: speakerOf(row) }],
    })
    tx.events.emit({ topic: 'project.changed', project: slug, data: { credentials: target } })
    return ok(credentialsView(row))
  })
}

export async function removeCredentials(
  desk: ProjectDesk,
  actor: Actor,
  slug: string,
  target: Target,
): Promise<Result<void>> {
  return await desk.store.write(async (tx) => {
    const found = await findProject(tx, actor, 'credentials.manage', slug)
    if (!found.ok) return found
    const before = await tx.credentials.find(slug, target)
    if (before === undefined || !(await tx.credentials.remove(slug, target))) {
      return fail(notFound(`credentials for ${target}`))
    }
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'credentials.manage',
      subject: { kind: 'credentials', id: target, project: slug },
      embargoed: false,
      diff: [{ field: 'speaker', before: speakerOf(before) }],
    })
    return ok(undefined)
  })
}

/** What of the desk is needed to speak to CVE Services. */
export type ServiceDesk = Pick<ProjectDesk, 'vault' | 'cna' | 'sandboxUrl' | 'sandboxAccess'> & {
  readonly store: Store<{ readonly credentials: CredentialTable }>
}

/** CVE Services of one of several targets. */
export type SomeServices = { readonly [T in Target]: CveServices<T> }[Target]

/**
 * CVE Services at a target, spoken to as a project does. Nobody is asked for permission here: use cases do that first.
 *
 * Codes: `CVE_SERVICES_NO_CREDENTIALS`, `SECRET_UNREADABLE`, those of {@link chooseDestination}.
 */
export async function servicesOf(
  desk: ServiceDesk,
  slug: string,
  target: Target,
  seen?: (exchange: Exchange) => void,
): Promise<Result<SomeServices>> {
  const row = await desk.store.read((tx) => tx.credentials.find(slug, target))
  const open = row === undefined && target === 'sandbox' ? openSandbox(desk, seen) : undefined
  if (open !== undefined) return open
  if (row === undefined) {
    return fail({
      code: 'CVE_SERVICES_NO_CREDENTIALS',
      kind: 'absent',
      message: `the project ${slug} has no credentials for ${target}`,
      hint: 'an administrator enters them on the page of the project',
    })
  }
  const key = desk.vault.open(row.sealed, purposeOf(slug, target))
  if (!key.ok) return key
  // The sandbox beside the desk has another port after each start.
  const destination = destinationFor(desk, target, target === 'sandbox' ? undefined : row.url)
  if (!destination.ok) return destination
  const credentials = { org: row.org, user: row.user, key: new ApiKey(key.value) }
  return ok(connectTo(desk, destination.value, credentials, seen))
}

/** The sandbox beside the desk, as the user that everybody may be there; undefined where none runs. */
export function openSandbox(desk: ServiceDesk, seen?: (exchange: Exchange) => void): Result<SomeServices> | undefined {
  if (!hasOpenSandbox(desk)) return undefined
  const destination = destinationFor(desk, 'sandbox', undefined)
  if (!destination.ok) return destination
  const { org, user, key } = desk.sandboxAccess
  return ok(connectTo(desk, destination.value, { org, user, key: new ApiKey(key) }, seen))
}

/** Where CVE Services can be asked for a project that has these credentials. */
export function targetsOf(desk: ServiceDesk, credentials: readonly Pick<CredentialRow, 'target'>[]): readonly Target[] {
  return [
    ...new Set([...(hasOpenSandbox(desk) ? ['sandbox' as const] : []), ...credentials.map((each) => each.target)]),
  ]
}

/** Whether a sandbox runs beside the desk that lets every project in. */
export function hasOpenSandbox(desk: ServiceDesk): desk is ServiceDesk & Required<Pick<ServiceDesk, 'sandboxAccess'>> {
  return desk.sandboxUrl?.() !== undefined && desk.sandboxAccess !== undefined
}

/** One line for each target, so that the type of the services is that of their destination. */
function connectTo(
  { cna }: ServiceDesk,
  to: SomeDestination,
  credentials: Credentials,
  seen?: (exchange: Exchange) => void,
): SomeServices {
  switch (to.target) {
    case 'sandbox':
      return cna.connect(to, credentials, seen)
    case 'test':
      return cna.connect(to, credentials, seen)
    case 'production':
      return cna.connect(to, credentials, seen)
  }
}

/** Where a target is: the address that was given, the sandbox beside the desk, or the Program's own. Never one of another target. */
export function destinationFor(
  desk: Pick<ProjectDesk, 'cna' | 'sandboxUrl'>,
  target: Target,
  url: string | undefined,
): Result<SomeDestination> {
  const given = url ?? (target === 'sandbox' ? desk.sandboxUrl?.() : undefined)
  const environment = { ...desk.cna.environment, CVE_ENVIRONMENT: undefined, CVE_API_URL: given }
  const choice = chooseDestination(environment, target)
  return choice.ok ? ok(choice.value.destination) : fail({ ...choice.fault, at: '/url' })
}

function purposeOf(slug: string, target: Target): string {
  return `credentials ${slug} ${target}`
}

function speakerOf({ org, user, url }: CredentialRow): string {
  return `${user} of ${org} at ${url}`
}

export function credentialsView({ target, url, org, user, setAt, setBy }: CredentialRow): CredentialsView {
  return { target, url, org, user, setAt, setBy }
}
