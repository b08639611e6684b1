/** What must not stand in a log, and what stands there instead. None of these can match the same text in many ways. */
const SECRETS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\bstw_[A-Za-z0-9_-]+/g, 'stw_***'],
  [/\b(Bearer|Basic) +[^\s"',]+/gi, '$1 ***'],
  [/:\/\/[^\s/@"']{1,500}@/g, '://***@'],
  [/\$argon2[^\s"']*/g, '$argon2***'],
  [
    /\b(api[-_]?key|secret|passphrase|password|token|cookie)(["']?\s{0,5}[:=]\s{0,5}["']?)[^\s"',;]{1,500}/gi,
    '$1$2***',
  ],
  [/\b(CVE)-\d{4}-\d{4,19}/gi, '$1-***'],
  [/\b(GHSA)(-[23456789cfghjmpqrvwx]{4}){3}/gi, '$1-***'],
]

/** A text without secrets and without the numbers of vulnerabilities, which may be under embargo. */
export function redact(text: string): string {
  return SECRETS.reduce((safe, [pattern, instead]) => safe.replaceAll(pattern, instead), text)
}
