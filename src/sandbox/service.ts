import type { Json } from '#json'
import { type Outcome, refuse } from './answer.ts'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import { containerDetails, containerErrors, schemaErrors } from './container-checks.ts'
import { ERRORS } from './errors.ts'
import { findRoute } from './find-route.ts'
import type { Caller } from './gates.ts'
import { isSecretariat } from './gates.ts'
import { field, isObject } from './json-object.ts'
import { checkBody, checkPath, type Detail, readQuery } from './parameters.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Call, PublicRoute, RegisteredRoute, ServiceOptions, Submission } from './route.ts'
import { type KeyProver, newSecret } from './secrets.ts'
import type { RecordEntry, StateView } from './state.ts'
import { trimTexts } from './trim.ts'

/** A request after HTTP: its body is read, limited and parsed. */
export interface ServiceRequest {
  readonly method: string
  /** Under `/api`, as it was sent. */
  readonly path: string
  readonly query: URLSearchParams
  readonly credentials: Credentials
  readonly body: Json
}

/** The three headers. */
export interface Credentials {
  readonly org: string | undefined
  readonly user: string | undefined
  readonly key: string | undefined
}

/** What the service stands on. */
export interface Ground {
  readonly state: StateView
  readonly clock: Clock
  readonly chance: Chance
  readonly prover: Pick<KeyProver, 'proves'>
  readonly rateLimit: RateLimit
  readonly options: ServiceOptions
  readonly published: (cve_id: string) => RecordEntry | undefined
  readonly reserving: (org_UUID: string) => boolean
  /** Makes true what an answer says. */
  readonly carryOut: (outcome: Outcome) => void
}

/**
 * Answers one request. From the proof of the key on, everything happens at one stroke, the changes included: no other request sees
 * the state between a decision and what comes of it.
 */
export async function serve(request: ServiceRequest, ground: Ground): Promise<Outcome> {
  let found: ReturnType<typeof findRoute>
  try {
    found = findRoute(request.method, request.path)
  } catch {
    return refuse(400, ERRORS.jsonSyntax('Failed to decode param'))
  }
  if (found === undefined) return refuse(404, ERRORS.notFound())
  const { route, path } = found
  return route.who === 'everybody'
    ? servePublic(route, path, request, ground)
    : serveRegistered(route, path, request, ground)
}

type Path = Readonly<Record<string, string>>

async function servePublic(route: PublicRoute, path: Path, request: ServiceRequest, ground: Ground): Promise<Outcome> {
  const headers = route.rateLimited ? ground.rateLimit.take() : undefined
  if (headers?.exceeded) return refuse(429, ERRORS.tooManyRequests(), headers.shown)
  const caller = route.mayAuthenticate ? await authenticate(request.credentials, ground) : undefined
  const query = readQuery(route.query, request.query)
  const details = [...query.details, ...checkPath(route.pathParameters ?? {}, path)]
  const outcome =
    details.length > 0
      ? refuse(400, ERRORS.badInput(details))
      : route.run({ ...callOf(request.body, path, ground), query: query.values, caller })
  return { ...outcome, headers: { ...headers?.shown, ...outcome.headers } }
}

async function serveRegistered(
  route: RegisteredRoute,
  path: Path,
  request: ServiceRequest,
  ground: Ground,
): Promise<Outcome> {
  const { org, user, key } = request.credentials
  if (!org) return refuse(400, ERRORS.headerRequired('CVE-API-ORG'))
  if (!user) return refuse(400, ERRORS.headerRequired('CVE-API-USER'))
  if (!key) return refuse(400, ERRORS.headerRequired('CVE-API-KEY'))
  const caller = await authenticate(request.credentials, ground)
  if (caller === undefined) return refuse(401, ERRORS.unauthorized())
  for (const gate of route.who) {
    const refusal = gate(caller)
    if (refusal !== undefined) return refusal
  }
  const body = withDefaults(trimTexts(request.body), route.submits)
  const refusal = refuseSubmission(body, route.submits, ground.options.allErrors)
  if (refusal !== undefined) return refusal
  const query = readQuery(route.query, request.query)
  const details = [
    ...query.details,
    ...submissionDetails(body, route.submits, ground.clock.now()),
    ...checkBody(route.body ?? {}, body),
    ...checkPath(route.pathParameters ?? {}, path),
  ]
  if (details.length > 0) return refuse(400, ERRORS.badInput(details))
  if (route.owned && !owns(caller, path.id ?? '', ground.state)) {
    return refuse(403, ERRORS.orgDoesNotOwnId(caller.org.short_name, path.id ?? ''))
  }
  const outcome = route.run({ ...callOf(body, path, ground), query: query.values, caller })
  ground.carryOut(outcome)
  return outcome
}

function callOf(body: Json, path: Path, ground: Ground): Omit<Call, 'query' | 'caller'> {
  const { state, clock, chance, options, published, reserving } = ground
  return { state, path, body, now: clock.now(), chance, newSecret, options, published, reserving }
}

/** The user whom the headers name, if active and if the key is right. */
export async function authenticate(
  { org, user, key }: Credentials,
  { state, prover }: Pick<Ground, 'state' | 'prover'>,
): Promise<Caller | undefined> {
  if (!org || !user || !key) return undefined
  const named = (): Caller | undefined => {
    const itsOrg = state.orgNamed(org)
    const itsUser = itsOrg === undefined ? undefined : state.userNamed(itsOrg.UUID, user)
    return itsOrg === undefined || !itsUser?.active ? undefined : { org: itsOrg, user: itsUser }
  }
  const before = named()
  if (before === undefined || !(await prover.proves(key, before.user.secret))) return undefined
  // While the key was proved, the user may have been switched off, or the key replaced.
  const now = named()
  return now?.user.secret === before.user.secret ? now : undefined
}

/** An unknown ID is owned by nobody, not even by the Secretariat. */
function owns(caller: Caller, cve_id: string, state: StateView): boolean {
  const id = state.id(cve_id)
  return id !== undefined && (id.owning_cna === caller.org.UUID || isSecretariat(caller))
}

/** A whole record may come without a version of the format. */
function withDefaults(body: Json, submits: Submission | undefined): Json {
  if (submits !== 'record' || !isObject(body) || body.dataVersion) return body
  return { ...body, dataVersion: '5.2' }
}

function refuseSubmission(body: Json, submits: Submission | undefined, all: boolean): Outcome | undefined {
  if (submits === undefined) return undefined
  if (submits === 'record') {
    const metadata = field(body, 'cveMetadata')
    if (metadata === undefined) return refuse(400, ERRORS.invalidRecord(['instance.cveMetadata is not defined']))
    if (!STATES.includes(field(metadata, 'state'))) {
      return refuse(400, ERRORS.invalidRecord(['instance.cveMetadata.state is not one of enum values']))
    }
    const errors = schemaErrors(body, 'record', '', all)
    return errors.length === 0 ? undefined : refuse(400, ERRORS.invalidRecord(errors))
  }
  if (submits === 'rejected') {
    const errors = containerErrors(body, 'cnaRejectedContainer', all)
    return errors.length === 0 ? undefined : refuse(400, ERRORS.invalidRecord(errors))
  }
  const errors = containerErrors(body, 'cnaPublishedContainer', all)
  return errors.length === 0 ? undefined : refuse(400, ERRORS.invalidContainer(errors))
}

const STATES: readonly (Json | undefined)[] = ['PUBLISHED', 'RESERVED', 'REJECTED']

function submissionDetails(body: Json, submits: Submission | undefined, now: Date): readonly Detail[] {
  if (submits === undefined) return []
  if (submits !== 'record') return containerDetails(field(body, 'cnaContainer'), 'cnaContainer', now)
  return containerDetails(field(field(body, 'containers'), 'cna'), 'containers.cna', now)
}
