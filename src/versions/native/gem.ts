import { ok, type Result } from '#fault'
import type { Comparator } from '../constraint.ts'
import type { VersionRange } from '../interval.ts'
import { increment } from '../key.ts'
import { gem } from '../schemes/gem.ts'
import {
  type Comparison,
  inAll,
  malformedRange,
  type NativeFault,
  type Notation,
  readComparisons,
  related,
} from './notation.ts'

/** Requirements of RubyGems: `~> 2.0.8, != 2.0.9` (Gem::Requirement); all of them must hold. */
export const gemRange: Notation = (text) => {
  const comparisons = readComparisons(text)
  if (comparisons === undefined) return malformedRange(text, 'expected requirements such as >= 1.2, < 2.0')
  const range = inAll(comparisons.map((comparison) => readRequirement(comparison)))
  return range.ok ? ok([range.value]) : range
}

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['', '='],
  ['=', '='],
  ['!=', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
])

function readRequirement({ operator, operand }: Comparison): Result<VersionRange, NativeFault> {
  if (operator === '~>') return inAll([related(gem, '>=', operand), related(gem, '<', bumped(operand))])
  const comparator = COMPARATORS.get(operator)
  if (comparator === undefined) return malformedRange(`${operator}${operand}`, `there is no operator ${operator}`)
  return related(gem, comparator, operand)
}

/** Gem::Version#bump: without the last number, and the one before it raised. 2.0.8 gives 2.1, and 2 gives 3. */
function bumped(version: string): string {
  const [leading = ''] = /^[0-9]+(?:\.[0-9]+)*/.exec(version) ?? []
  const numbers = leading.split('.')
  const kept = numbers.length > 1 ? numbers.slice(0, -1) : numbers
  return [...kept.slice(0, -1), increment(kept.at(-1) || '0')].join('.')
}
