// Runs the tests with Node's own runner and says the result in one closing line: `N passed, N failed, N skipped`.
// Arguments are folders or files; without any, everything. Tests beside the sources share one process (a process for each file
// costs more than its tests); those under test/ get one each, since they start programs and servers. `NAME.alone.test.ts` holds a
// limit of milliseconds that people were promised: it runs while nothing else does.
import { globSync } from 'node:fs'
import { run } from 'node:test'

const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['src', 'web/src', 'tools', 'test']
const files = wanted.flatMap((each) => (each.endsWith('.ts') ? [each] : globSync(`${each}/**/*.test.ts`))).sort()
if (files.length === 0) {
  console.error(`no tests in ${wanted.join(', ')}`)
  process.exit(1)
}
const alone = files.filter((file) => file.endsWith('.alone.test.ts'))
const apart = files.filter((file) => file.startsWith('test/') && !alone.includes(file))
const together = files.filter((file) => !file.startsWith('test/'))

const count = { passed: 0, failed: 0, skipped: 0 }
if (apart.length > 0) await watch(run({ files: apart, isolation: 'process', concurrency: 2 }))
if (alone.length > 0) await watch(run({ files: alone, isolation: 'process', concurrency: 1 }))
if (together.length > 0) await watch(run({ files: together, isolation: 'none' }))
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed > 0 ? 1 : 0)

/** Prints failures whole and skips with their reason; counts the rest. */
async function watch(events) {
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') process.stdout.write(data.message)
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // A suite is no test of its own, unless it is skipped: then nothing is heard of those in it.
    if (data.details?.type === 'suite' && data.skip === undefined) continue
    // A file in a process of its own is reported as a test as well; only its own crash is news.
    const wholeFile = data.nesting === 0 && data.name.endsWith('.test.ts')
    if (type === 'test:fail') {
      const error = data.details.error
      if (wholeFile && error?.failureType === 'subtestsFailed') continue
      count.failed++
      const cause = error?.cause ?? error
      console.log(`\nFAILED ${data.name}\n  ${data.file}:${data.line}\n${indent(cause?.stack ?? String(cause))}\n`)
    } else if (data.skip !== undefined) {
      count.skipped++
      console.log(`skipped: ${data.name}${typeof data.skip === 'string' ? ` (${data.skip})` : ''}`)
    } else if (!wholeFile) count.passed++
  }
}

function indent(text) {
  return text
    .split('\n')
    .slice(0, 60)
    .map((line) => `    ${line}`)
    .join('\n')
}
