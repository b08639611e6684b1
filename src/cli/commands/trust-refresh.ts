import path from 'node:path'
import { readTrustedRoot } from '#sigstore'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { rfc3339 } from '../verdict-text.ts'

export const trustRefresh: AnyCommand = command({
  name: 'trust refresh',
  summary: 'fetch the newest trusted root of Sigstore over TUF',
  about:
    'Asks a TUF repository for its trusted root: which certificate authorities, logs and timestamp authorities are to be believed. Every step is verified from the keys that are known already. The root is kept for later verifications, which work offline with it or with the one that came with Steward. With --out it is written to a file instead, for --trusted-root.',
  examples: [
    ['steward trust refresh', 'the public instance'],
    ['steward trust refresh --mirror https://tuf.example --root root.json --out trusted_root.json', 'one of your own'],
  ],
  flags: {
    mirror: { type: 'string', value: 'URL', about: 'the TUF repository (that of the public instance)' },
    root: { type: 'string', value: 'FILE', about: "the repository's root.json to begin with" },
    out: { type: 'string', value: 'FILE', about: 'write the trusted root to FILE, and keep the current one' },
    ...COMMON_FLAGS,
  },
  async run({ values }, world) {
    const { roots } = await world.releases()
    const { mirror, root: metadata, out: file } = values
    const fetched = await roots.fetch({
      ...(mirror !== undefined && { mirror }),
      ...(metadata !== undefined && { root: path.resolve(world.folder, metadata) }),
    })
    if (!fetched.ok) return reportFault(fetched.fault, values.json, world)
    const { text, source, expires } = fetched.value
    const written =
      file === undefined
        ? await roots.keep(fetched.value)
        : await world.files.write(path.resolve(world.folder, file), text)
    if (!written.ok) return reportFault(written.fault, values.json, world)
    const read = readTrustedRoot(text, expires)
    if (!read.ok) return reportFault(read.fault, values.json, world)
    const until = expires === undefined ? null : rfc3339(expires)
    const { out } = world.terminal
    if (values.json) out(JSON.stringify({ sha256: read.value.sha256, source, expires: until, file: file ?? null }))
    else if (!values.quiet) {
      out(`trusted root ${read.value.sha256.slice(0, 16)} from ${source}, good until ${until}`)
      out(file === undefined ? 'kept for every verification from now on' : `wrote ${file}`)
    }
    return EXIT.done
  },
})
