import type { Json, JsonObject } from '#json'

/** The CVE ID and the CNA that a document names, whatever else it is. */
export function namesOf(document: Json): { readonly id?: string; readonly cna?: string } {
  const metadata = isObject(document) ? document.cveMetadata : undefined
  if (metadata === undefined || !isObject(metadata)) return {}
  const { cveId, assignerShortName } = metadata
  return {
    ...(typeof cveId === 'string' && { id: cveId }),
    ...(typeof assignerShortName === 'string' && { cna: assignerShortName }),
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
