import net from 'node:net'

/** A door before a server, which a test closes and opens. */
export interface Gate {
  readonly port: number
  /** Breaks what is connected, and refuses whoever comes. */
  shut(): Promise<void>
  /** Lets nothing through any more, and says nothing: as a host that lost its power. */
  silence(): void
  open(): Promise<void>
  close(): Promise<void>
}

export async function gateBefore(port: number): Promise<Gate> {
  const pairs = new Set<readonly net.Socket[]>()
  let silent = false
  const server = net.createServer((incoming) => {
    const pair = silent ? [incoming] : [incoming, net.connect(port, '127.0.0.1')]
    pairs.add(pair)
    const [, outgoing] = pair
    if (outgoing !== undefined) incoming.pipe(outgoing).pipe(incoming)
    for (const each of pair) {
      each.on('error', () => undefined)
      each.on('close', () => {
        pairs.delete(pair)
        for (const one of pair) one.destroy()
      })
    }
  })
  const listen = (at: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(at, '127.0.0.1', resolve)
    })
  await listen(0)
  const own = (server.address() as net.AddressInfo).port
  const drop = (): void => {
    for (const pair of pairs) for (const each of pair) each.destroy()
  }
  return {
    port: own,
    async shut() {
      const closed = new Promise((resolve) => server.close(resolve))
      drop()
      await closed
    },
    silence() {
      silent = true
      for (const each of [...pairs].flat()) each.unpipe().pause()
    },
    async open() {
      silent = false
      drop()
      if (!server.listening) await listen(own)
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      drop()
      await closed
    },
  }
}
