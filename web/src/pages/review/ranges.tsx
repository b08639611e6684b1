import type { ReactNode } from 'react'
import { Icon } from '../../icons/icon.tsx'

interface RangesSidesProps {
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly titles: readonly [before: string, after: string]
}

/** Two lists of ranges side by side, the words that differ marked. */
export function RangesSides({ before, after, titles }: RangesSidesProps): ReactNode {
  return (
    <div className="change">
      <div>
        <p className="tiny muted">{titles[0]}</p>
        <RangeLines ranges={before} others={after} kind="old" />
      </div>
      <span className="arrow">
        <Icon name="arrow" />
      </span>
      <div>
        <p className="tiny muted">{titles[1]}</p>
        <RangeLines ranges={after} others={before} kind="new" />
      </div>
    </div>
  )
}

interface RangeLinesProps {
  readonly ranges: readonly string[]
  readonly others: readonly string[]
  readonly kind: 'old' | 'new'
}

/** Ranges, one a line. A range that the other side has as well is as it is; of the others the words are marked that differ. */
export function RangeLines({ ranges, others, kind }: RangeLinesProps): ReactNode {
  if (ranges.length === 0) return <p className="block muted">none</p>
  const gone = others.filter((text) => !ranges.includes(text))
  const own = ranges.filter((text) => !others.includes(text))
  return ranges.map((text) => (
    <p className={kind === 'old' ? 'block old' : 'block'} key={text}>
      <MarkedRange text={text} other={others.includes(text) ? text : gone[own.indexOf(text)]} kind={kind} />
    </p>
  ))
}

interface MarkedRangeProps {
  readonly text: string
  readonly other: string | undefined
  readonly kind: 'old' | 'new'
}

function MarkedRange({ text, other, kind }: MarkedRangeProps): ReactNode {
  if (other === text) return text
  return differingPhrases(text, other ?? '').map(({ words, differs }, i) => {
    // A phrase may stand twice; its place is what it is.
    const key = `${i} ${words}`
    const space = i === 0 ? '' : ' '
    if (!differs) return `${space}${words}`
    return (
      <span key={key}>
        {space}
        {kind === 'old' ? <del>{words}</del> : <ins>{words}</ins>}
      </span>
    )
  })
}

/** The words of a range in turns: those that the other one has as well, and those that it has not. */
function differingPhrases(
  text: string,
  other: string,
): readonly { readonly words: string; readonly differs: boolean }[] {
  const known = new Set(other.split(' '))
  const phrases: { words: string; differs: boolean }[] = []
  for (const word of text.split(' ')) {
    const differs = !known.has(word)
    const last = phrases.at(-1)
    if (last !== undefined && last.differs === differs) last.words += ` ${word}`
    else phrases.push({ words: word, differs })
  }
  return phrases
}
