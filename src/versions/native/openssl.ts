import { openssl } from '../schemes/openssl.ts'
import { malformedRange, type Notation, related, together } from './notation.ts'

/** OpenSSL's advisories list versions: `1.0.2zk, 3.0.13`. */
export const opensslRange: Notation = (text) => {
  const versions = text.split(',').map((version) => version.trim())
  if (versions.includes('')) return malformedRange(text, 'a comma stands between two versions')
  return together(versions.map((version) => related(openssl, '=', version)))
}
