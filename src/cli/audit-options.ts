import path from 'node:path'
import type { AuditOptions } from '#desk/archive'
import { fail, from, ok, type Result } from '#fault'
import { readOpenpgpKeys } from '#openpgp'
import type { Values } from './flags.ts'
import { readText, rootTexts } from './trust-files.ts'
import type { World } from './world.ts'

/** What an audit goes by; a plan is made of one. */
export const AUDIT_FLAGS = {
  policy: { type: 'string', value: 'FILE', about: 'the trust policy; needed' },
  digests: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    about: 'digests of files: output of sha256sum, or JSON from name to digest',
  },
  rekor: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    about: 'log entries as Rekor gives them, in a file',
  },
  'openpgp-keys': { type: 'string', value: 'FILE', about: 'armored public keys: reports on .asc files too' },
  product: { type: 'string', value: 'NAME', about: 'the product, where the policy has several' },
  'expired-policy': {
    type: 'string',
    value: 'WORD',
    words: ['refuse', 'accept'],
    about: 'what to do with a policy past its end; refuse when absent',
  },
  'trusted-root': {
    type: 'string',
    value: 'FILE',
    multiple: true,
    about: 'a trusted_root.json besides that of the public instance',
  },
} as const

/** Bytes of a dump of log entries. */
const DUMP_LIMIT = 512 * 1024 * 1024

/** The options of an audit of `root` from the command line. */
export async function auditOptions(
  world: World,
  root: string,
  values: Values<typeof AUDIT_FLAGS>,
): Promise<Result<AuditOptions>> {
  if (values.policy === undefined) {
    return fail({
      code: 'USAGE_POLICY',
      kind: 'invalid',
      message: 'nothing says who may have signed: --policy is missing',
      hint: '`steward trust import` or `steward trust new` makes a policy',
    })
  }
  const policy = await readText(world, values.policy)
  if (!policy.ok) return policy
  const roots = await rootTexts(world, values['trusted-root'])
  if (!roots.ok) return roots
  const entries: { readonly text: string; readonly file: string }[] = []
  for (const file of values.rekor) {
    const text = await world.files.read(path.resolve(world.folder, file), DUMP_LIMIT)
    if (!text.ok) return text
    entries.push({ text: text.value, file })
  }
  const keys = values['openpgp-keys'] === undefined ? undefined : await openpgpKeys(world, values['openpgp-keys'])
  if (keys !== undefined && !keys.ok) return keys
  return ok({
    root,
    policy: { text: policy.value, file: values.policy },
    roots: roots.value,
    entries,
    now: world.now().getTime(),
    freshness: values['expired-policy'] === 'accept' ? 'ignore' : 'enforce',
    ...(values.product !== undefined && { product: values.product }),
    ...(keys !== undefined && { keys: keys.value }),
  })
}

/** The text of a file of keys, which must be one: threads read it again. */
async function openpgpKeys(world: World, file: string): Promise<Result<NonNullable<AuditOptions['keys']>>> {
  const text = await readText(world, file)
  if (!text.ok) return text
  const read = await readOpenpgpKeys(text.value)
  return read.ok ? ok({ text: text.value, file }) : fail(from(file, read.fault))
}
