import { decodeHex, encodeHex } from '#bytes'
import { type Actor, auditActorOf } from '#desk/people'
import { findProject } from '#desk/projects'
import { type Fault, fail, ok, type Result } from '#fault'
import type { BoardDesk } from './ports.ts'
import { refreshJob } from './refresh-board.ts'

/** Bytes of the secret that the host of a repository signs its hooks with. */
const SECRET_BYTES = 32

/**
 * Makes a secret for the webhook of a project and forgets the one before. It is given back this once; what is kept is sealed.
 */
export async function renewHookSecret(desk: BoardDesk, actor: Actor, project: string): Promise<Result<string>> {
  const secret = encodeHex(desk.around.randomness(SECRET_BYTES))
  return desk.store.write(async (tx) => {
    const row = await findProject(tx, actor, 'project.edit', project)
    if (!row.ok) return row
    await tx.settings.put(settingOf(project), desk.vault.seal(secret, settingOf(project)))
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'project.edit',
      subject: { kind: 'project', id: project, project },
      embargoed: false,
      reason: 'a new secret for its webhook',
    })
    return ok(secret)
  })
}

/**
 * A host says that something was pushed. Nothing in the message is believed: the signature proves that it is from somebody who has the
 * secret, and the desk then looks itself. An unknown project and a wrong signature are answered alike.
 *
 * `signature` is `sha256=` and the HMAC-SHA-256 of the body in hexadecimal, as GitHub, Gitea and Forgejo send it.
 */
export async function receiveHook(
  desk: BoardDesk,
  project: string,
  body: Uint8Array,
  signature: string | undefined,
): Promise<Result<string>> {
  const kept = await desk.store.read(({ settings }) => settings.get(settingOf(project)))
  const secret = typeof kept === 'string' ? desk.vault.open(kept, settingOf(project)) : undefined
  if (secret?.ok !== true || !(await isSigned(secret.value, body, signature))) return fail(unsigned())
  return desk.store.write(async (tx) => ok(await tx.jobs.enqueue(refreshJob(project))))
}

async function isSigned(secret: string, body: Uint8Array, signature = ''): Promise<boolean> {
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/.exec(signature) ?? []
  const mac = decodeHex(hex)
  if (mac?.length !== 32) return false
  const bytes = new TextEncoder().encode(secret)
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  // `verify` compares in constant time.
  return crypto.subtle.verify('HMAC', key, new Uint8Array(mac), new Uint8Array(body))
}

function settingOf(project: string): string {
  return `hook ${project}`
}

function unsigned(): Fault {
  return {
    code: 'HOOK_UNSIGNED',
    kind: 'refused',
    message: 'the signature of this hook does not hold',
    hint: 'X-Hub-Signature-256 is sha256= and the HMAC of the body with the secret that the page of the project gave',
  }
}
