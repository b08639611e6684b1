/** More modules than this are no component but a sweep through the tree. */
const MOST = 4

/**
 * The parts of the product that a fix touches, by the files it changes: tests, news and documentation are none. Python modules by
 * their dotted names, others by their paths.
 */
export function modulesIn(paths: readonly string[]): readonly string[] {
  const names = paths.filter((path) => isSource(path)).map(nameOf)
  const distinct = [...new Set(names)]
  return distinct.length > MOST ? [] : distinct
}

function isSource(path: string): boolean {
  if (/(?:^|\/)(?:tests?|testing|docs?|documentation|examples?|news|misc|\.github)(?:\/|$)/i.test(path)) return false
  if (/(?:^|\/)(?:test_[^/]*|[^/]*[._-]test\.[^/]*|conftest\.py)$/i.test(path)) return false
  return /\.(?:py|pyx|c|h|cc|cpp|cxx|hpp|rs|go|java|kt|scala|js|mjs|cjs|ts|tsx|jsx|rb|php|pl|pm|ex|exs|erl|hs|ml|swift|m|cs|lua|zig|sh)$/i.test(
    path,
  )
}

function nameOf(path: string): string {
  const inner = path.replace(/^(?:src|lib)\//i, '')
  if (!inner.endsWith('.py')) return inner
  return inner
    .slice(0, -'.py'.length)
    .replace(/\/__init__$/, '')
    .replaceAll('/', '.')
}
