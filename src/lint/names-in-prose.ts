import type { AffectedProduct } from '#cve'

/**
 * The words by which prose may call a product, in lower case: its name, that of its package, and of either the last part of a path
 * (`jwt` of `github.com/robbert229/jwt`, without the `/v2` of a Go module). The packages of Go itself have the versions of Go.
 */
export function namesInProse({ vendor, product, packageName }: AffectedProduct): readonly string[] {
  const names = new Set<string>()
  for (const name of [product, packageName]) {
    if (name === undefined) continue
    const whole = name.trim().toLowerCase()
    const path = whole.replace(/\/v\d+$/, '')
    for (const each of [whole, path, path.slice(path.lastIndexOf('/') + 1), path.slice(path.lastIndexOf(':') + 1)]) {
      if (each.length > 1) names.add(each)
    }
  }
  if (vendor === 'Go standard library' || vendor === 'Go toolchain') names.add('go')
  return [...names]
}
