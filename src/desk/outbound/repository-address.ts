import path from 'node:path'
import { type Fault, fail, ok, quote, type Result } from '#fault'

/** Where git may clone from. */
export type RepositoryAddress =
  | {
      readonly kind: 'web'
      /** As git takes it: `https://git.example.org/lantern.git`. */
      readonly remote: string
      readonly host: string
      readonly port: number
      /** What the host's name led to when it was checked. Git is told to ask these: a name may lead elsewhere a moment later. */
      readonly addresses: readonly string[]
    }
  | {
      readonly kind: 'folder'
      /** Absolute, every link followed. */
      readonly remote: string
    }

/**
 * Reads what a person wrote as an address of a repository. Only `https://` and absolute paths are taken: no `ext::` and no other
 * remote helper, which run programs; no `ssh://`, which takes options; no user or password in the address; nothing that git could
 * read as an option. `http://` is for hosts that `isPrivateHost` names, where the network is the foundation's own.
 */
export function readRepositoryAddress(
  text: string,
  isPrivateHost: (host: string) => boolean,
): Result<RepositoryAddress, 'REPOSITORY_ADDRESS'> {
  if (text.length > LONGEST || !VISIBLE.test(text)) return refused(text, 'it is empty, too long, or holds blanks')
  if (path.isAbsolute(text)) {
    return text.includes('::')
      ? refused(text, 'its path holds "::"')
      : ok({ kind: 'folder', remote: path.normalize(text) })
  }
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return refused(text, 'it is neither https:// nor an absolute path')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') return refused(text, 'it holds a user or a password')
  if (url.search !== '' || url.hash !== '') return refused(text, 'it has a query or a fragment')
  const host = url.hostname.toLowerCase()
  if (url.protocol === 'http:' && !isPrivateHost(host)) return refused(text, 'http:// is not protected on the way')
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  return ok({ kind: 'web', remote: url.href, host, port, addresses: [] })
}

const LONGEST = 1000
const VISIBLE = /^[^\s\p{Cc}\p{Cf}]+$/u

function refused(text: string, why: string): Result<never, 'REPOSITORY_ADDRESS'> {
  const fault: Fault<'REPOSITORY_ADDRESS'> = {
    code: 'REPOSITORY_ADDRESS',
    kind: 'refused',
    message: `cannot use ${quote(text)} as a repository: ${why}`,
    hint: 'give https://host/path.git, or the path of a clone on this machine',
  }
  return fail(fault)
}

/**
 * What git must be told so that it asks this address and no other: one protocol, no redirect, no prompt, the addresses that were
 * checked (`http.curloptResolve`, git 2.37), and no programs of the other side.
 */
export function gitFlags(address: RepositoryAddress): readonly string[] {
  const settings =
    address.kind === 'folder'
      ? ['protocol.allow=never', 'protocol.file.allow=always']
      : [
          'protocol.allow=never',
          `protocol.${new URL(address.remote).protocol.slice(0, -1)}.allow=always`,
          'http.followRedirects=false',
          ...address.addresses.map((each) => `http.curloptResolve=${address.host}:${address.port}:${bracketed(each)}`),
        ]
  return [...settings, 'credential.helper=', 'core.askPass=', 'fetch.fsckObjects=true'].flatMap((each) => ['-c', each])
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
