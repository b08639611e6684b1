/**
 * What keeps the public from the host of an address: `in a private network`, `on a local link`. Undefined for a public address and for a
 * name. `host` is written as the URL parser does it, which knows `127.1` and `0x7f000001` for what they are: IPv6 in brackets and short.
 *
 * Source: RFC 6890.
 */
export function privateNetworkOf(host: string): string | undefined {
  if (host.startsWith('[')) return ofVersion6(host.slice(1, -1))
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(host)) return undefined
  const [first = 0, second = 0] = host.split('.').map(Number)
  return ofBytes(first, second)
}

interface Network {
  readonly first: number
  /** First and last of the second bytes that belong to it; all of them where nothing is said. */
  readonly second?: readonly [from: number, to: number]
  readonly name: string
}

const NETWORKS: readonly Network[] = [
  { first: 0, name: 'no address of a host' },
  { first: 10, name: 'in a private network' },
  { first: 100, second: [64, 127], name: 'in the network of a provider' },
  { first: 127, name: "on the reader's own machine" },
  { first: 169, second: [254, 254], name: 'on a local link' },
  { first: 172, second: [16, 31], name: 'in a private network' },
  { first: 192, second: [168, 168], name: 'in a private network' },
]

function ofBytes(first: number, second: number): string | undefined {
  return NETWORKS.find((network) => {
    const [from, to] = network.second ?? [0, 255]
    return network.first === first && from <= second && second <= to
  })?.name
}

function ofVersion6(address: string): string | undefined {
  if (address === '::') return 'no address of a host'
  if (address === '::1') return "on the reader's own machine"
  if (/^f[cd][0-9a-f]{2}:/.test(address)) return 'in a private network'
  if (/^fe[89ab][0-9a-f]:/.test(address)) return 'on a local link'
  // An IPv4 address inside: `::ffff:a00:1` is 10.0.0.1.
  const mapped = /^::ffff:([0-9a-f]{1,4}):[0-9a-f]{1,4}$/.exec(address)?.[1]
  if (mapped === undefined) return undefined
  const bytes = Number.parseInt(mapped, 16)
  return ofBytes(bytes >> 8, bytes & 0xff)
}
