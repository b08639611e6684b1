import type { CvssVector } from './vector.ts'

/**
 * The base metrics of a vector as one sentence for somebody who reads no vectors: how it is reached, what it takes, what is lost.
 * Undefined for version 2.0, which nobody writes any more. What a metric denies (no privileges, no interaction) is left out, besides
 * the impact: a vector without any says so.
 */
export function cvssInWords({ version, metrics }: CvssVector): string | undefined {
  if (version === '2.0') return undefined
  const said = version === '4.0' ? [...WAY, ...WAY_4] : [...WAY, ...WAY_3]
  const way = said.flatMap(({ metric, words }) => words[metrics.get(metric) ?? ''] ?? [])
  const own = version === '4.0' ? ['VC', 'VI', 'VA'] : ['C', 'I', 'A']
  const lost = own.flatMap((metric, i) => LOSSES[i]?.[metrics.get(metric) ?? ''] ?? [])
  const behind = ['SC', 'SI', 'SA'].some((metric) => (metrics.get(metric) ?? 'N') !== 'N')
  const further = behind || metrics.get('S') === 'C' ? ['other systems are touched as well'] : []
  const effect = [...(lost.length === 0 ? ['nothing of the system itself is lost'] : lost), ...further]
  return `${way.join(', ')}; ${effect.join(', ')}.`
}

interface Saying {
  readonly metric: string
  readonly words: Readonly<Record<string, string>>
}

const WAY: readonly Saying[] = [
  {
    metric: 'AV',
    words: {
      N: 'reached over the network',
      A: 'reached from the same local network',
      L: 'reached on the same machine',
      P: 'reached with the device in hand',
    },
  },
  { metric: 'AC', words: { L: 'works every time', H: 'takes protections to be got around' } },
  { metric: 'AT', words: { P: 'needs circumstances that the attacker does not choose' } },
  { metric: 'PR', words: { N: 'needs no account', L: 'needs an ordinary account', H: 'needs administrator rights' } },
]
const WAY_3: readonly Saying[] = [{ metric: 'UI', words: { R: 'somebody has to do something' } }]
const WAY_4: readonly Saying[] = [
  { metric: 'UI', words: { P: 'somebody has to use it as usual', A: 'somebody has to take a deliberate step' } },
]

/** Confidentiality, integrity, availability. */
const LOSSES: readonly Readonly<Record<string, string>>[] = [
  { L: 'some data can be read', H: 'all data can be read' },
  { L: 'some data can be changed', H: 'data can be changed at will' },
  { L: 'work is disturbed', H: 'work can be stopped' },
]
