/** Percent-encoding of RFC 3986 (section 2.1), as purl uses it. */

/** Percent-encodes the UTF-8 of `text`, except letters, digits, `.-_~` and the characters in `also`. */
export function percentEncode(text: string, also: string): string {
  let encoded = ''
  for (const char of text) {
    encoded += /[A-Za-z0-9._~-]/.test(char) || also.includes(char) ? char : encodeChar(char)
  }
  return encoded
}

function encodeChar(char: string): string {
  // encodeURIComponent leaves these five alone.
  return "!'()*".includes(char) ? `%${char.charCodeAt(0).toString(16).toUpperCase()}` : encodeURIComponent(char)
}

/** The text that was percent-encoded; undefined where a `%` is not followed by two digits or the bytes are not UTF-8. */
export function percentDecode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
