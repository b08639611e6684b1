import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { type Outbound, type OutboundPolicy, readRepositoryAddress } from '#desk/outbound'
import { type Fault, fail, ok, quote, type Result } from '#fault'
import { isPublicAddress, type Lookup, lookupAddresses } from './public-address.ts'

/** The guard of this machine. */
export function guardOutbound(policy: OutboundPolicy, lookup: Lookup = lookupAddresses): Outbound {
  const isPrivateHost = (host: string): boolean => policy.privateHosts.includes(host)

  /** Addresses of a host that may be asked. All of them must be public: a browser, or git, may take any. */
  async function addressesOf(host: string): Promise<Result<readonly string[]>> {
    const addresses = await lookup(host)
    if (addresses.length === 0) return fail(unknown(host))
    if (!isPrivateHost(host) && !addresses.every(isPublicAddress)) return fail(notPublic(host))
    return ok(addresses)
  }

  return {
    async repository(text) {
      const read = readRepositoryAddress(text, isPrivateHost)
      if (!read.ok) return read
      const address = read.value
      if (address.kind === 'web') {
        const addresses = await addressesOf(address.host)
        return addresses.ok ? ok({ ...address, addresses: addresses.value }) : addresses
      }
      const folder = await realPath(address.remote)
      const roots = await Promise.all(policy.folders.map(realPath))
      // The same words whether it is absent or elsewhere: the desk does not tell what there is on its machine.
      const isInside = folder !== undefined && roots.some((root) => root !== undefined && isBelow(folder, root))
      return isInside ? ok({ kind: 'folder', remote: folder }) : fail(outside(text))
    },
    async web(text) {
      if (!URL.canParse(text)) return fail(noWebAddress(text))
      const url = new URL(text)
      const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
      if (!isWeb || url.username !== '' || url.password !== '') return fail(noWebAddress(text))
      const addresses = await addressesOf(url.hostname.toLowerCase())
      return addresses.ok ? ok(url) : addresses
    },
  }
}

async function realPath(folder: string): Promise<string | undefined> {
  try {
    return await realpath(folder)
  } catch {
    return undefined
  }
}

function isBelow(folder: string, root: string): boolean {
  const way = path.relative(root, folder)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
}

function outside(text: string): Fault<'OUTBOUND_PRIVATE'> {
  return {
    code: 'OUTBOUND_PRIVATE',
    kind: 'refused',
    message: `cannot use ${quote(text)} as a repository: it lies in no folder that the desk may read`,
    hint: 'name the folder of your clones in STEWARD_REPOSITORY_FOLDERS',
  }
}

function notPublic(host: string): Fault<'OUTBOUND_PRIVATE'> {
  return {
    code: 'OUTBOUND_PRIVATE',
    kind: 'refused',
    message: `the desk does not ask ${quote(host)}: it is not on the public internet`,
    hint: 'a server of your own is named in STEWARD_PRIVATE_HOSTS',
  }
}

function unknown(host: string): Fault<'OUTBOUND_UNKNOWN'> {
  return {
    code: 'OUTBOUND_UNKNOWN',
    kind: 'unreachable',
    message: `cannot find the host ${quote(host)}`,
  }
}

function noWebAddress(text: string): Fault<'WEB_ADDRESS'> {
  return { code: 'WEB_ADDRESS', kind: 'invalid', message: `cannot use ${quote(text)} as a web address` }
}
