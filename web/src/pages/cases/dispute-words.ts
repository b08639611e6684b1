import type { DisputeOutcome } from '#desk/cases'

/** What becomes of a disputed record: the word for it, and what it means. */
export const OUTCOMES: readonly (readonly [outcome: DisputeOutcome, words: string, help: string])[] = [
  ['unchanged', 'Record stands', 'The dispute is not valid. Nothing changes.'],
  ['modified', 'Record modified', 'What was wrong or missing in it is put right.'],
  ['disputed', 'Tagged disputed', 'It stands, with the tag, and with both views in its description.'],
  ['rejected', 'Record rejected', 'There is no vulnerability. The CVE ID is rejected at the ID desk.'],
]

export function outcomeWords(outcome: DisputeOutcome): string {
  return OUTCOMES.find(([each]) => each === outcome)?.[1] ?? outcome
}
