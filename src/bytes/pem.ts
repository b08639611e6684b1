import { decodeBase64, encodeBase64 } from './base64.ts'

/** One block of PEM text (RFC 7468): `label` is what stands behind BEGIN. */
export interface PemBlock {
  readonly label: string
  readonly bytes: Uint8Array
}

/**
 * The blocks of PEM text, in order; undefined where there is none, where one has no end or where its content is no base64. Lines may
 * end in any way and have any length; text around the blocks is passed over, as RFC 7468 section 2 allows.
 */
export function decodePem(text: string): readonly PemBlock[] | undefined {
  const blocks: PemBlock[] = []
  for (let at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at)) {
    const labelEnd = text.indexOf(DASHES, at + BEGIN.length)
    if (labelEnd < 0) return undefined
    const label = text.slice(at + BEGIN.length, labelEnd)
    const end = text.indexOf(`-----END ${label}${DASHES}`, labelEnd)
    if (end < 0 || label.length > LONGEST_LABEL) return undefined
    const bytes = decodeBase64(text.slice(labelEnd + DASHES.length, end).replaceAll(/[ \t\r\n]/g, ''))
    if (bytes === undefined || bytes.length === 0) return undefined
    blocks.push({ label, bytes })
    at = end + label.length
  }
  return blocks.length === 0 ? undefined : blocks
}

/** One PEM block: lines of 64 characters, each with a line feed behind it. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).replaceAll(/.{64}(?=.)/g, '$&\n')
  return `${BEGIN}${label}${DASHES}\n${lines}\n-----END ${label}${DASHES}\n`
}

const BEGIN = '-----BEGIN '
const DASHES = '-----'
const LONGEST_LABEL = 64
