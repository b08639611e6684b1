/** A JSON Pointer (RFC 6901) of the given steps; no step is the whole document, ``. */
export function pointer(...steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The steps of a JSON Pointer, unescaped. */
export function pointerParts(text: string): readonly string[] {
  if (text === '') return []
  return text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}
