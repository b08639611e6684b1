import { ok, type Result } from '#fault'
import type { Comparator } from '../constraint.ts'
import { complement, type VersionRange } from '../interval.ts'
import { increment } from '../key.ts'
import { python } from '../schemes/python.ts'
import { inAll, malformedRange, type NativeFault, type Notation, related, together } from './notation.ts'

/**
 * Version specifiers of Python packages: `>=1.0, !=1.3.*, <2` (PEP 440, "Version specifiers"), where `||` parts alternatives.
 *
 * `~=` and `.*` become the interval they stand for, with all pre-releases of its lower end: `==1.1.*` is `>=1.1.dev0|<1.2.dev0`.
 * The other operators compare as the versions do: `<2.0` holds 2.0rc1, and `==1.0` does not hold 1.0+local.
 */
export const pypiRange: Notation = (text) =>
  together(
    text.split('||').map((alternative) => {
      const specifiers = alternative.split(',').map((specifier) => specifier.trim())
      return inAll(specifiers.filter((specifier) => specifier !== '').map((specifier) => readSpecifier(specifier)))
    }),
  )

const COMPARATORS: ReadonlyMap<string, Comparator> = new Map([
  ['===', '='],
  ['==', '='],
  ['!=', '!='],
  ['<=', '<='],
  ['>=', '>='],
  ['<', '<'],
  ['>', '>'],
])

function readSpecifier(text: string): Result<VersionRange, NativeFault> {
  const [operator = ''] = /^(?:===|~=|[=!<>]=|[<>])?/.exec(text) ?? []
  const operand = text.slice(operator.length).trimStart()
  if (operator === '') return malformedRange(text, 'a specifier begins with an operator', 'write ==1.0 for 1.0 alone')
  if (operand.includes('+') && !/^[=!]/.test(operator)) {
    return malformedRange(text, `a local version cannot stand behind ${operator}`)
  }
  if (operator === '~=') return compatible(text, operand)
  if (!operand.endsWith('.*')) return related(python, COMPARATORS.get(operator)!, operand)
  if (operator !== '==' && operator !== '!=') return malformedRange(text, `.* cannot stand behind ${operator}`)
  const range = withPrefix(text, operand.slice(0, -2))
  return range.ok && operator === '!=' ? ok(complement(range.value)) : range
}

/** PEP 440, "Compatible release": `~=2.2.post3` is `>=2.2.post3, ==2.*`. */
function compatible(text: string, operand: string): Result<VersionRange, NativeFault> {
  const [numbers = ''] = /^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*/i.exec(operand) ?? []
  const dot = numbers.lastIndexOf('.')
  if (dot === -1) return malformedRange(text, '~= needs a version of two numbers or more')
  return inAll([related(python, '>=', operand), withPrefix(text, numbers.slice(0, dot))])
}

/** Every version whose release begins with the numbers in `prefix`: PEP 440, "Version matching". */
function withPrefix(text: string, prefix: string): Result<VersionRange, NativeFault> {
  const numbers = /^(v?(?:[0-9]+!)?(?:[0-9]+\.)*)([0-9]+)$/i.exec(prefix)
  if (numbers === null) return malformedRange(text, '.* stands behind plain numbers')
  const [, head = '', last = ''] = numbers
  return inAll([related(python, '>=', `${prefix}.dev0`), related(python, '<', `${head}${increment(last)}.dev0`)])
}
