/** What a purl type demands beyond the rules for all of them. */
export interface PurlType {
  readonly namespace: 'required' | 'optional' | 'forbidden'
  readonly canonicalNamespace: (namespace: string) => string
  readonly canonicalName: (name: string) => string
}

const lower = (text: string): string => text.toLowerCase()
const same = (text: string): string => text

/** Rules of no type: everything is kept as it is. */
const ANY: PurlType = { namespace: 'optional', canonicalNamespace: same, canonicalName: same }

/** purl-spec, the definition of each type. */
const TYPES: ReadonlyMap<string, PurlType> = new Map<string, PurlType>([
  ['deb', { namespace: 'required', canonicalNamespace: lower, canonicalName: lower }],
  ['gem', { namespace: 'forbidden', canonicalNamespace: same, canonicalName: same }],
  ['generic', ANY],
  ['github', { namespace: 'required', canonicalNamespace: lower, canonicalName: lower }],
  // Go's own paths keep their capitals; the purl of one does not, and cannot be turned back into the path.
  ['golang', { namespace: 'optional', canonicalNamespace: lower, canonicalName: lower }],
  ['maven', { namespace: 'required', canonicalNamespace: same, canonicalName: same }],
  ['npm', { namespace: 'optional', canonicalNamespace: lower, canonicalName: lower }],
  // PEP 503: a run of ".", "-" and "_" is one "-".
  [
    'pypi',
    {
      namespace: 'forbidden',
      canonicalNamespace: same,
      canonicalName: (name) => name.toLowerCase().replaceAll(/[-_.]+/g, '-'),
    },
  ],
  // The vendor is in small letters; the name of an RPM has capitals of its own.
  ['rpm', { namespace: 'optional', canonicalNamespace: lower, canonicalName: same }],
])

export function purlType(type: string): PurlType {
  return TYPES.get(type) ?? ANY
}
