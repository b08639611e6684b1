import { type CvssVector, type CvssVersion, METRICS, scoreCvss } from '#cvss'

/** One score, and what it says to somebody who does not read vectors. */
export interface Rating {
  readonly version: CvssVersion
  readonly score: number // 0.0 to 10.0
  /** `High`: the word of the specification for the score. */
  readonly word: string
  readonly vector: string
  readonly answers: readonly Answer[]
}

export interface Answer {
  readonly question: string
  readonly answer: string
  /** As the vector has it: `AV:L`. */
  readonly metric: string
}

export function ratingOf(vector: CvssVector): Rating {
  const { score, severity } = scoreCvss(vector)
  return {
    version: vector.version,
    score,
    word: `${severity.charAt(0)}${severity.slice(1).toLowerCase()}`,
    vector: vector.text,
    answers: [...vector.metrics].map(([name, value]) => answerOf(vector.version, name, value)),
  }
}

function answerOf(version: CvssVersion, name: string, value: string): Answer {
  const own = (version === '4.0' ? WORDS_4 : version === '2.0' ? WORDS_2 : WORDS_3)[name]
  const metric = METRICS[version].find((each) => each.name === name)
  return {
    question: own?.question ?? metric?.asks ?? name,
    answer: own?.answers[value] ?? metric?.values.find((each) => each.name === value)?.title ?? value,
    metric: `${name}:${value}`,
  }
}

interface Words {
  readonly question: string
  readonly answers: Readonly<Record<string, string>>
}
type WordsByMetric = Readonly<Record<string, Words>>

// The base metrics in the words of a reader. What is not here speaks in the words of the specification.

const PLACES = {
  N: 'Anywhere, over a network',
  A: 'In the same local network',
  L: 'On the same machine',
  P: 'In front of the device',
}
const EFFORT = { L: 'Easy and repeatable', H: 'It takes conditions that the attacker does not control' }
const RIGHTS = { N: 'Nothing', L: 'An ordinary account', H: 'The rights of an administrator' }
const AMOUNT = { N: 'No', L: 'Some of it', H: 'Yes' }
const STOPPING = { N: 'No', L: 'In part', H: 'Yes' }

const WORDS_3: WordsByMetric = {
  AV: { question: 'Where must the attacker be?', answers: PLACES },
  AC: { question: 'How hard is it?', answers: EFFORT },
  PR: { question: 'What must they have already?', answers: RIGHTS },
  UI: { question: 'Must someone else help?', answers: { N: 'No', R: 'Yes, a person must do something' } },
  S: { question: 'Does it reach past the affected program?', answers: { U: 'No', C: 'Yes' } },
  C: { question: 'Can they read your data?', answers: AMOUNT },
  I: { question: 'Can they change your data?', answers: AMOUNT },
  A: { question: 'Can they stop your work?', answers: STOPPING },
}

const WORDS_4: WordsByMetric = {
  AV: WORDS_3.AV!,
  AC: WORDS_3.AC!,
  AT: { question: 'Must the circumstances be right?', answers: { N: 'No', P: 'Yes' } },
  PR: WORDS_3.PR!,
  UI: {
    question: 'Must someone else help?',
    answers: { N: 'No', P: 'Yes, by ordinary use', A: 'Yes, by a deliberate step' },
  },
  VC: WORDS_3.C!,
  VI: WORDS_3.I!,
  VA: WORDS_3.A!,
  SC: { question: 'Can they read data of other systems?', answers: AMOUNT },
  SI: { question: 'Can they change data of other systems?', answers: AMOUNT },
  SA: { question: 'Can they stop other systems?', answers: STOPPING },
}

const AMOUNT_2 = { N: 'No', P: 'Some of it', C: 'Yes, all of it' }

const WORDS_2: WordsByMetric = {
  AV: WORDS_3.AV!,
  AC: {
    question: 'How hard is it?',
    answers: { L: EFFORT.L, M: 'It takes some special conditions', H: EFFORT.H },
  },
  Au: {
    question: 'How often must they log in first?',
    answers: { N: 'Not at all', S: 'Once', M: 'More than once' },
  },
  C: { question: 'Can they read your data?', answers: AMOUNT_2 },
  I: { question: 'Can they change your data?', answers: AMOUNT_2 },
  A: { question: 'Can they stop your work?', answers: { N: 'No', P: 'In part', C: 'Yes, fully' } },
}
