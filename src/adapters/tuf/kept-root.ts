import type { KeptRoot } from '#desk/releases'
import { fail, from, ok, type Result } from '#fault'
import { integer, object, optional, parseJson, readShape, text, writeJson } from '#json'

/** How a refreshed root is kept between two runs. Dates are in milliseconds since 1970. */
const keptRoot = object({
  text,
  source: text,
  tufRoot: optional(integer),
  expires: optional(integer),
  refreshedAt: optional(integer),
})

export function keptRootText(root: KeptRoot): string {
  return writeJson({ ...root })
}

export function parseKeptRoot(file: string, source: string): Result<KeptRoot> {
  const document = parseJson(source)
  const read = document.ok ? readShape(keptRoot, document.value.value) : document
  if (read.ok) return ok(read.value)
  return fail({ ...from(file, read.fault), hint: 'run `steward trust refresh`, or remove the file' })
}
