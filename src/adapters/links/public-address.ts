import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/** The addresses of a host; none where it has none. */
export type Lookup = (host: string) => Promise<readonly string[]>

export const lookupAddresses: Lookup = async (host) => {
  const name = host.replace(/^\[|\]$/g, '')
  if (isIP(name) !== 0) return [name]
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address)
  } catch {
    return []
  }
}

// IANA special-purpose address registries (RFC 6890), and what carries an IPv4 address inside an IPv6 one.
// Two lists: one that holds the mapped addresses would hold every IPv4 address.
const SPECIAL_4 = new BlockList()
const SPECIAL_6 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  SPECIAL_4.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  SPECIAL_6.addSubnet(network, prefix, 'ipv6')
}

/** Whether an address is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !SPECIAL_4.check(address, 'ipv4')
  return family === 6 && !SPECIAL_6.check(address, 'ipv6')
}
