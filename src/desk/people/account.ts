import { written } from '#desk/store'
import { ok, type Result } from '#fault'
import { auditActorOf, type PersonActor } from './actor.ts'
import type { PeopleDesk, PersonRow } from './ports.ts'
import type { AccountView } from './views.ts'

/** One's own account. */
export async function readAccount(desk: PeopleDesk, actor: PersonActor): Promise<AccountView> {
  const person = await desk.store.read((tx) => tx.people.find(actor.person))
  if (person === undefined) throw new Error('an actor has no account')
  return accountView(person)
}

/** Changes one's own name. The address belongs to the account and stays: what it is bound to elsewhere is not ours to move. */
export function changeAccount(
  desk: PeopleDesk,
  actor: PersonActor,
  base: number,
  change: { readonly name: string },
): Promise<Result<AccountView>> {
  return desk.store.write(async (tx) => {
    const person = await tx.people.find(actor.person)
    if (person === undefined) throw new Error('an actor has no account')
    const outcome = written(await tx.people.update({ ...person, ...change, version: base }), 'the account')
    if (!outcome.ok) return outcome
    await tx.audit.append({
      actor: auditActorOf(actor),
      action: 'person.change',
      subject: { kind: 'person', id: actor.person },
      embargoed: false,
      diff: [{ field: 'name', before: person.name, after: change.name }],
    })
    return ok(accountView({ ...person, ...change, version: outcome.value }))
  })
}

function accountView({ id, name, email, version, passphrase, provider }: PersonRow): AccountView {
  return { id, name, email, version, hasPassphrase: passphrase !== undefined, hasProvider: provider !== undefined }
}
