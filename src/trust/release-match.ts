/**
 * The components of a release: `3.14.0rc1` is 3, 14, 0, rc, 1. Undefined for text that is none: components are digits or letters,
 * parted by one of `. - _ +` or by the change from digits to letters.
 */
export function releaseComponents(release: string): readonly string[] | undefined {
  if (release.length > 100 || !/^[0-9A-Za-z]+(?:[.\-_+][0-9A-Za-z]+)*$/.test(release)) return undefined
  return release.match(/[0-9]+|[A-Za-z]+/g) ?? undefined
}

/**
 * How many components of `release` the stream's release covers: all of the stream's, compared one by one as text, or 0. `3.1` covers
 * `3.1.4` and not `3.10.0`. A boundary between two components must be one in the other too: `31.4` is not `3.14`.
 */
export function coveredComponents(stream: string, release: string): number {
  const wanted = releaseComponents(stream)
  const given = releaseComponents(release)
  if (wanted === undefined || given === undefined || wanted.length > given.length) return 0
  return wanted.every((component, i) => component === given[i]) ? wanted.length : 0
}

/**
 * The release that a file name speaks of: the first run of two or more numbers with points between them, with what is glued to it
 * (`Python-3.14.0rc1-macos11.pkg` says `3.14.0rc1`). Undefined where there is none.
 */
export function releaseInName(name: string): string | undefined {
  return /(?:^|[^0-9A-Za-z.])([0-9]{1,6}(?:\.[0-9]{1,6}){1,5}(?:(?:a|b|rc|alpha|beta|pre|post|dev)[0-9]{1,6})?(?:post[0-9]{1,6})?)(?![0-9])/.exec(
    name,
  )?.[1]
}

/** Whether a file name fits a pattern in which `*` stands for any run of characters and everything else for itself. Linear: no backtracking. */
export function nameFits(pattern: string, name: string): boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  if (tail === undefined) return pattern === name
  if (!name.startsWith(head)) return false
  let at = head.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - tail.length >= at && name.endsWith(tail)
}
