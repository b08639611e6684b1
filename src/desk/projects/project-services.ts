import {
  type Address,
  ApiKey,
  type Credentials,
  type CveServices,
  type Destination,
  type Exchange,
  type Target,
} from '#desk/cna'
import type { Store } from '#desk/store'
import { type Fault, fail, ok, type Result } from '#fault'
import type { CredentialRow, CredentialTable, Vault } from './ports.ts'

/** CVE Services as the projects of the desk speak to them: each with the credentials that it keeps for a target. */
export interface ProjectServices {
  /** Where the project's credentials lead; the sandbox first, production last. */
  addresses(project: string): Promise<readonly Address[]>
  /**
   * Nothing is sent before a method is called. `seen` is told of every request and what came back.
   *
   * Codes: `CREDENTIALS_ABSENT`, and those of {@link Vault.open}.
   */
  open<T extends Target>(
    project: string,
    target: T,
    seen?: (exchange: Exchange) => void,
  ): Promise<Result<CveServices<T>>>
}

/** Makes a client for one destination. */
export type Connect = <T extends Target>(
  destination: Destination<T>,
  credentials: Credentials,
  seen?: (exchange: Exchange) => void,
) => CveServices<T>

/** What a key is sealed for: it opens for no other project and no other target. */
export function credentialPurpose(project: string, target: Target): string {
  return `cve-services ${project} ${target}`
}

const ORDER: readonly Target[] = ['sandbox', 'test', 'production']

export function projectServices(
  store: Store<{ readonly credentials: CredentialTable }>,
  vault: Vault,
  connect: Connect,
): ProjectServices {
  return {
    async addresses(project) {
      const rows = await store.read(({ credentials }) => credentials.ofProject(project))
      return rows
        .map(({ target, url }) => ({ target, url }))
        .toSorted((a, b) => ORDER.indexOf(a.target) - ORDER.indexOf(b.target))
    },
    async open(project, target, seen) {
      const row = await store.read(({ credentials }) => credentials.find(project, target))
      if (row === undefined) return fail(noCredentials(project, target))
      const credentials = unsealed(row, vault)
      if (!credentials.ok) return credentials
      return ok(connect({ target, url: row.url }, credentials.value, seen))
    },
  }
}

function unsealed({ project, target, org, user, sealed }: CredentialRow, vault: Vault): Result<Credentials> {
  const key = vault.open(sealed, credentialPurpose(project, target))
  return key.ok ? ok({ org, user, key: new ApiKey(key.value) }) : key
}

function noCredentials(project: string, target: Target): Fault {
  return {
    code: 'CREDENTIALS_ABSENT',
    kind: 'absent',
    message: `the project ${JSON.stringify(project)} keeps no credentials for ${target}`,
    hint: 'an administrator of the project sets them on its page',
  }
}
