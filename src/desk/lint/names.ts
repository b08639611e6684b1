import { isObject, type Json } from '#json'

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

/** What kind of document this is, by its fields: of a CVE record or container, or of an OSV record; undefined where it is neither. */
export function kindOf(document: Json): 'cve' | 'osv' | undefined {
  if (!isObject(document)) return undefined
  if (CVE_FIELDS.some((field) => Object.hasOwn(document, field))) return 'cve'
  if (typeof document.id === 'string' && typeof document.modified === 'string') return 'osv'
  return CONTAINER_FIELDS.some((field) => Object.hasOwn(document, field)) ? 'cve' : undefined
}

const CVE_FIELDS = ['dataType', 'cveMetadata', 'containers', 'cnaContainer', 'adpContainer']
const CONTAINER_FIELDS = ['affected', 'descriptions', 'rejectedReasons']
