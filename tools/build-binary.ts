// Builds `steward-verify` for people without Node: one file of JavaScript, and around it Node's single executable application for
// this platform. `node tools/build-binary.ts [FOLDER]`; the folder is dist/binary. Source: Node's manual, "Single executable
// applications"; `--build-sea` came with Node 25.5.
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleVerify } from './bundle-verify.ts'

const folder = path.resolve(process.argv[2] ?? fileURLToPath(new URL('../dist/binary', import.meta.url)))
const binary = path.join(folder, process.platform === 'win32' ? 'steward-verify.exe' : 'steward-verify')

rmSync(binary, { force: true })
mkdirSync(folder, { recursive: true })
const config = path.join(folder, 'sea.json')
const main = await bundleVerify(folder)
writeFileSync(config, JSON.stringify({ main, output: binary, disableExperimentalSEAWarning: true, useCodeCache: true }))
execFileSync(process.execPath, ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] })
rmSync(config)
console.log(binary)
