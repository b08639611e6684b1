import type { ApiKey, CveServices, NewUser, Target, User, UserChanges } from '#desk/cna'
import type { Fault, Result } from '#fault'
import { askToConfirm, CHANGE_FLAGS } from '../cna-batch.ts'
import { SERVICE_FLAGS, targetJson, targetLine, withServices } from '../cna-session.ts'
import { userFields } from '../cna-text.ts'
import { listUsers } from '../cna-users.ts'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import type { Values } from '../flags.ts'
import type { World } from '../world.ts'

const FLAGS = {
  first: { type: 'string', value: 'NAME', about: 'first name' },
  last: { type: 'string', value: 'NAME', about: 'last name' },
  admin: { type: 'boolean', about: 'create: as an administrator; update: make one' },
  'no-admin': { type: 'boolean', about: 'update: no longer an administrator' },
  active: { type: 'boolean', about: 'update: may speak to CVE Services again' },
  inactive: { type: 'boolean', about: 'update: may no longer' },
  'new-name': { type: 'string', value: 'USER', about: 'update: another user name' },
  ...CHANGE_FLAGS,
  ...SERVICE_FLAGS,
  ...COMMON_FLAGS,
} as const

type UserValues = Values<typeof FLAGS>

export const cnaUser: AnyCommand = command({
  name: 'cna user',
  summary: 'users of your organisation: list, show, create, update, new keys',
  operands: { text: 'list|show|create|update|reset-key [USER]', min: 0, max: 2 },
  about:
    'Without words, shows who you are. Users cannot be removed, only made inactive. A key is shown once, when it is made: `create` and `reset-key` print it, with --quiet it alone. Without USER, `show`, `update` and `reset-key` mean yourself. --confirm takes the name of the user.',
  examples: [
    ['steward cna user create sam@lantern.example --first Sam --admin', 'a second administrator'],
    ['steward cna user reset-key', 'a new key for yourself; the old one ends at once'],
  ],
  flags: FLAGS,
  run: ({ values, operands }, world) =>
    withServices(values, world, async (services, named) => {
      const [verb = 'show', name] = operands
      const act = VERBS[verb]
      if (act === undefined) return reportFault(noVerb(verb), values.json, world)
      if (verb === 'create' && name === undefined) return reportFault(noName(), values.json, world)
      return act({ services, named, name: name ?? services.speaker.user, values }, world)
    }),
})

interface Work<T extends Target> {
  readonly services: CveServices<T>
  readonly named: boolean
  readonly name: string
  readonly values: UserValues
}

type Verb = <T extends Target>(work: Work<T>, world: World) => Promise<number>

const VERBS: Readonly<Record<string, Verb>> = {
  list: ({ services, named, values }, world) => listUsers(services, named, values.json, world),
  show,
  create,
  update,
  'reset-key': resetKey,
}

async function show<T extends Target>({ services, named, name, values }: Work<T>, world: World): Promise<number> {
  const user = await services.users.get(services.speaker.org, name)
  if (!user.ok) return reportFault(user.fault, values.json, world)
  return tellUser(services, named, user.value, values, world)
}

async function create<T extends Target>(work: Work<T>, world: World): Promise<number> {
  const { services, name, values } = work
  const { first, last, admin } = values
  const wanted: NewUser = {
    username: name,
    ...((first !== undefined || last !== undefined) && {
      name: { ...(first !== undefined && { first }), ...(last !== undefined && { last }) },
    }),
    ...(admin && { authority: { active_roles: ['ADMIN'] } }),
  }
  const stop = await before(work, `create the user ${name}${admin ? ' as an administrator' : ''}`, world)
  if (stop !== undefined) return stop
  const created = await services.users.create(services.speaker.org, wanted)
  if (!created.ok) return reportFault(created.fault, values.json, world)
  return tellKey(work, created.value.secret, created.value.user, world)
}

async function update<T extends Target>(work: Work<T>, world: World): Promise<number> {
  const { services, named, name, values } = work
  const changes = changesIn(values)
  if (!changes.ok) return reportFault(changes.fault, values.json, world)
  const words = Object.entries(changes.value).map(([field, value]) => `${field} ${value}`)
  const stop = await before(work, `update the user ${name}: ${words.join(', ')}`, world)
  if (stop !== undefined) return stop
  const updated = await services.users.update(services.speaker.org, name, changes.value)
  if (!updated.ok) return reportFault(updated.fault, values.json, world)
  return tellUser(services, named, updated.value, values, world)
}

async function resetKey<T extends Target>(work: Work<T>, world: World): Promise<number> {
  const { services, name, values } = work
  const stop = await before(work, `make a new key for ${name}, and end the old one`, world)
  if (stop !== undefined) return stop
  const key = await services.users.resetSecret(services.speaker.org, name)
  if (!key.ok) return reportFault(key.fault, values.json, world)
  return tellKey(work, key.value, undefined, world)
}

/** Says where and what, and asks where it must be asked; an exit code where it ends here. */
async function before<T extends Target>(
  { services, named, name, values }: Work<T>,
  doing: string,
  world: World,
): Promise<number | undefined> {
  const { json, quiet } = values
  const { out } = world.terminal
  if (!json && !quiet) out(targetLine(services, named))
  if (values['dry-run']) {
    if (json) out(JSON.stringify({ target: targetJson(services, named), user: null, would: doing }))
    else out(`would ${doing}`)
    return EXIT.done
  }
  const allowed = await askToConfirm(services.destination.target, name, doing, values.confirm, world)
  return allowed.ok ? undefined : reportFault(allowed.fault, json, world)
}

function tellUser<T extends Target>(
  services: CveServices<T>,
  named: boolean,
  user: User,
  { json, quiet }: UserValues,
  { terminal: { out } }: World,
): number {
  if (json) out(JSON.stringify({ target: targetJson(services, named), user }))
  else if (!quiet) for (const line of [user.username, ...userFields(user)]) out(line)
  return EXIT.done
}

/** The one place where a key is shown: to whoever had it made. */
function tellKey<T extends Target>(
  { services, named, name, values: { json, quiet } }: Work<T>,
  key: ApiKey,
  user: User | undefined,
  { terminal: { out } }: World,
): number {
  if (json) {
    out(JSON.stringify({ target: targetJson(services, named), user: user ?? { username: name }, key: key.reveal() }))
  } else if (quiet) out(key.reveal())
  else for (const line of [`${name}: the key, which is not shown again`, `  ${key.reveal()}`]) out(line)
  return EXIT.done
}

function changesIn(values: UserValues): Result<UserChanges> {
  const both = (['admin', 'active'] as const).find(
    (flag) => values[flag] && values[flag === 'admin' ? 'no-admin' : 'inactive'],
  )
  if (both !== undefined) {
    const fault: Fault = {
      code: 'USAGE_USER',
      kind: 'invalid',
      message: `--${both} and its opposite exclude each other`,
    }
    return { ok: false, fault }
  }
  const changes: UserChanges = {
    ...(values.active && { active: true }),
    ...(values.inactive && { active: false }),
    ...(values['new-name'] !== undefined && { new_username: values['new-name'] }),
    ...(values.first !== undefined && { 'name.first': values.first }),
    ...(values.last !== undefined && { 'name.last': values.last }),
    ...(values.admin && { 'active_roles.add': 'ADMIN' as const }),
    ...(values['no-admin'] && { 'active_roles.remove': 'ADMIN' as const }),
  }
  if (Object.keys(changes).length > 0) return { ok: true, value: changes }
  const hint = 'say what: --first, --last, --new-name, --active, --inactive, --admin, --no-admin'
  return { ok: false, fault: { code: 'USAGE_USER', kind: 'invalid', message: 'nothing is to be updated', hint } }
}

function noVerb(word: string): Fault {
  return {
    code: 'USAGE_WORDS',
    kind: 'invalid',
    message: `user does not know ${JSON.stringify(word)}`,
    hint: `the words are ${Object.keys(VERBS).join(', ')}`,
  }
}

function noName(): Fault {
  return {
    code: 'USAGE_WORDS',
    kind: 'invalid',
    message: 'a new user needs a name',
    hint: 'an e-mail address is the custom',
  }
}
