/** The format that is written: CVE Record Format 5.2.0 (2025-10-29). */
export const FORMAT = '5.2.0'

/** Below, at or above zero as the first of two format versions is older. `5.2` is `5.2.0`: CVE Services write both. */
export function compareFormats(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
