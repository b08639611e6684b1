import { isIP } from 'node:net'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { PasskeyCeremonies } from '#desk/people'
import { type Fault, fail, ok, type Result } from '#fault'

/** On the machine's own question to the person. */
const NAME = 'Steward'

/**
 * Passkeys for the desk at one address (`https://desk.example.org`). Undefined where browsers know none: they are bound to the name
 * of a host, and an IP address is no name (WebAuthn Level 3, 5.1.3 step 8).
 *
 * Every ceremony asks for user verification: a passkey stands for a passphrase and what one has, and a touch alone would not.
 */
export function passkeysAt(origin: string): PasskeyCeremonies | undefined {
  const host = new URL(origin).hostname
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0) return undefined
  const library = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server')
  return {
    async add({ id, name, email }, has) {
      const { generateRegistrationOptions } = await library()
      const options = await generateRegistrationOptions({
        rpName: NAME,
        rpID: host,
        userID: new TextEncoder().encode(id),
        userName: email,
        userDisplayName: name,
        attestationType: 'none',
        excludeCredentials: has.map((each) => ({ id: each.id, transports: [...each.transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      })
      return { challenge: options.challenge, options: { ...options } }
    },
    async signIn() {
      const { generateAuthenticationOptions } = await library()
      const options = await generateAuthenticationOptions({ rpID: host, userVerification: 'required' })
      return { challenge: options.challenge, options: { ...options } }
    },
    async verifyAdded(answer, challenge) {
      const { verifyRegistrationResponse } = await library()
      const verified = await attempt(() =>
        verifyRegistrationResponse({
          response: answer as RegistrationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: host,
          requireUserVerification: true,
        }),
      )
      if (!verified.ok || !verified.value.verified) return fail(ANSWER_WRONG)
      const { credential } = verified.value.registrationInfo
      return ok({
        id: credential.id,
        publicKey: Buffer.from(credential.publicKey).toString('base64url'),
        counter: credential.counter,
        transports: credential.transports ?? [],
      })
    },
    async verifySignIn(answer, challenge, passkey) {
      const { verifyAuthenticationResponse } = await library()
      const verified = await attempt(() =>
        verifyAuthenticationResponse({
          response: answer as AuthenticationResponseJSON,
          expectedChallenge: challenge,
          expectedOrigin: origin,
          expectedRPID: host,
          requireUserVerification: true,
          credential: {
            id: passkey.id,
            publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')),
            counter: passkey.counter,
          },
        }),
      )
      return verified.ok && verified.value.verified
        ? ok(verified.value.authenticationInfo.newCounter)
        : fail(ANSWER_WRONG)
    },
  }
}

/** The library throws for every answer that is not as it should be, and the answer is anybody's. */
async function attempt<T>(verify: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await verify())
  } catch {
    return fail(ANSWER_WRONG)
  }
}

const ANSWER_WRONG: Fault<'PASSKEY_ANSWER'> = {
  code: 'PASSKEY_ANSWER',
  kind: 'untrusted',
  message: 'the answer of the passkey does not hold',
  hint: 'begin again, at the address of this desk',
}
