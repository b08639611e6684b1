import path from 'node:path'
import {
  type Choice,
  type CnaPorts,
  type CveServices,
  chooseDestination,
  type Environment,
  forTarget,
  type OpenCveServices,
  readCredentials,
  readCredentialsFile,
  type Target,
} from '#desk/cna'
import { fail, from, ok, type Result } from '#fault'
import { reportFault } from './command.ts'
import type { World } from './world.ts'

/** The flags of every command that speaks to CVE Services. */
export const SERVICE_FLAGS = {
  target: {
    type: 'string',
    value: 'TARGET',
    words: ['sandbox', 'test', 'production'],
    about: 'whom to speak to; CVE_ENVIRONMENT and CVE_API_URL when absent, and else the test instance',
  },
  credentials: {
    type: 'string',
    value: 'FILE',
    about: 'a file with CVE_ORG, CVE_USER and CVE_API_KEY that only you can read; the environment when absent',
  },
} as const

export interface ServiceValues {
  readonly target: string | undefined
  readonly credentials: string | undefined
  readonly json: boolean
}

/** Opens CVE Services as flags and environment say, and works with them. The target's type goes with the services. */
export async function withServices(
  values: ServiceValues,
  world: World,
  work: <T extends Target>(services: CveServices<T>, named: boolean) => Promise<number>,
): Promise<number> {
  const cna = await world.cna()
  const choice = await chooseFor(values, cna, world)
  if (!choice.ok) return reportFault(choice.fault, values.json, world)
  const { environment, destination, named } = choice.value
  const credentials = readCredentials(environment)
  if (!credentials.ok) return reportFault(credentials.fault, values.json, world)
  return forTarget(destination, (each) => work(cna.connect(each, credentials.value), named))
}

/** The same for what everybody may ask. */
export async function withOpenServices(
  values: ServiceValues,
  world: World,
  work: <T extends Target>(services: OpenCveServices<T>, named: boolean) => Promise<number>,
): Promise<number> {
  const cna = await world.cna()
  const choice = await chooseFor(values, cna, world)
  if (!choice.ok) return reportFault(choice.fault, values.json, world)
  const { destination, named } = choice.value
  return forTarget(destination, (each) => work(cna.connectOpenly(each), named))
}

async function chooseFor(
  values: ServiceValues,
  cna: CnaPorts,
  world: World,
): Promise<Result<Choice & { readonly environment: Environment }>> {
  const environment = await environmentFor(values, cna, world.folder)
  if (!environment.ok) return environment
  const choice = chooseDestination(environment.value, values.target)
  return choice.ok ? ok({ ...choice.value, environment: environment.value }) : choice
}

/** The first line of every command that changes something. */
export function targetLine<T extends Target>({ destination, speaker }: CveServices<T>, named: boolean): string {
  const note = named ? '' : '   (no target was named)'
  return `target: ${destination.target}, ${destination.url}, as ${speaker.user} of ${speaker.org}${note}`
}

/** The same for programs. */
export function targetJson<T extends Target>({ destination, speaker }: CveServices<T>, named: boolean): object {
  return { name: destination.target, url: destination.url, org: speaker.org, user: speaker.user, named }
}

/**
 * The variables of the environment, or those of a file. A file that names a target or an address names both: a key must not go to
 * where another file or variable points.
 */
async function environmentFor(
  { credentials }: ServiceValues,
  cna: CnaPorts,
  folder: string,
): Promise<Result<Environment>> {
  if (credentials === undefined) return ok(cna.environment)
  const text = await cna.readSecret(path.resolve(folder, credentials))
  if (!text.ok) return fail(from(credentials, text.fault))
  const read = readCredentialsFile(text.value, credentials)
  if (!read.ok) return read
  const { NODE_TLS_REJECT_UNAUTHORIZED, CVE_ENVIRONMENT, CVE_API_URL } = cna.environment
  const names = read.value.CVE_ENVIRONMENT !== undefined || read.value.CVE_API_URL !== undefined
  return ok({ NODE_TLS_REJECT_UNAUTHORIZED, ...(names ? {} : { CVE_ENVIRONMENT, CVE_API_URL }), ...read.value })
}
