// Builds what is published: JavaScript with declarations in dist/, and the browser application in dist/web. The compiler rewrites relative imports only, so dist/ gets a
// package.json of its own that points the rooms (`#versions`) at their compiled doors.
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bundleVerify } from './bundle-verify.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const manifest = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { imports: Record<string, string> }

rmSync(`${root}dist`, { recursive: true, force: true })
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})

execFileSync(process.execPath, [`${root}node_modules/vite/bin/vite.js`, 'build', 'web', '--logLevel', 'warn'], {
  cwd: root,
  stdio: 'inherit',
})
cpSync(`${root}web/dist`, `${root}dist/web`, { recursive: true })

// The compiler leaves `.ts` in dynamic imports with a name that it cannot see through; ours are all literal, so this finds none.
for (const file of globSync('dist/**/*.js', { cwd: root, exclude: ['dist/web/**'] })) {
  const text = readFileSync(`${root}${file}`, 'utf8')
  if (/(?:from|import\()\s*['"]\.[^'"]*\.ts['"]/.test(text)) throw new Error(`${file} still imports TypeScript`)
}
const compiled = (source: string): string => source.replace('./src/', './').replace(/\.ts$/, '.js')
const imports = Object.fromEntries(Object.entries(manifest.imports).map(([room, source]) => [room, compiled(source)]))
writeFileSync(
  `${root}dist/package.json`,
  `${JSON.stringify({ type: 'module', sideEffects: false, imports }, undefined, 2)}\n`,
)

// Verifying has to start quickly: a package build waits for it.
await bundleVerify(`${root}dist/main`)
