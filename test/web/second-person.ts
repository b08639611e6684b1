import type { Browser, BrowserContext } from 'playwright-core'
import type { InvitationView, Role } from '#desk/people'
import type { TestDesk } from './desk.ts'
import { type Api, apiOf } from './project.ts'

/** Somebody else at the desk, signed in in a browser of their own. */
export interface SecondPerson {
  readonly id: string
  readonly context: BrowserContext
  readonly api: Api
}

/** Invites somebody, who accepts. */
export async function invitePerson(
  desk: TestDesk,
  browser: Browser,
  founder: Api,
  name: string,
  roles: readonly Role[],
): Promise<SecondPerson> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@hearth.example`
  const invitation = await founder.send<InvitationView>('POST', '/people', {
    name,
    email,
    roles: { foundation: roles, projects: {} },
  })
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' })
  const api = apiOf(desk, context)
  const secret = invitation.link.split('#')[1]
  await api.send('POST', '/invitations/accept', { secret, passphrase: 'seven bells under a quiet lantern' })
  return { id: invitation.person.id, context, api }
}
