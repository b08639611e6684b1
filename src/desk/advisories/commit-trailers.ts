import type { CommitText } from '#history'

/** People whom the commits of a fix name, and for what. */
export interface NamedInCommit {
  readonly name: string
  /** A credit type of the CVE Record Format. */
  readonly type: string
  readonly from: string
}

const TRAILERS: readonly (readonly [trailer: RegExp, type: string, from: string])[] = [
  [/^co-authored-by:\s*([^<\n]{1,200}?)\s*(?:<|$)/i, 'remediation developer', 'co-author of the fix'],
  [/^reported-by:\s*([^<\n]{1,200}?)\s*(?:<|$)/i, 'reporter', 'reported it, says the commit'],
  [/^reviewed-by:\s*([^<\n]{1,200}?)\s*(?:<|$)/i, 'remediation reviewer', 'reviewed the fix'],
]

/** Lines of a message that are looked at. */
const MOST_LINES = 200

/** Authors, co-authors, reporters and reviewers, each once for each thing they did. Nobody has agreed to be named. */
export function namedIn(texts: readonly CommitText[]): readonly NamedInCommit[] {
  const named = texts.flatMap(({ author, body }): readonly NamedInCommit[] => [
    ...(author === undefined || isMachine(author)
      ? []
      : [{ name: author, type: 'remediation developer', from: 'author of the fix' }]),
    ...body
      .split('\n')
      .slice(-MOST_LINES)
      .flatMap((line) =>
        TRAILERS.flatMap(([trailer, type, from]) => {
          const name = trailer.exec(line.slice(0, 400).trim())?.[1]
          return name === undefined || isMachine(name) ? [] : [{ name, type, from }]
        }),
      ),
  ])
  return [...new Map(named.toReversed().map((each) => [`${each.type} ${each.name}`, each])).values()].toReversed()
}

function isMachine(name: string): boolean {
  return /\[bot\]$|^(?:github|gitlab|dependabot|renovate|bedevere)/i.test(name)
}
