import { ratingOf } from '#advisory'
import { cvssInWords, parseCvss, scoreCvss } from '#cvss'
import { fail, ok, type Result } from '#fault'
import {
  type AttackPattern,
  findAttackPatterns,
  findWeaknesses,
  isAdvisedAgainst,
  MAPPING_MEANINGS,
  type Weakness,
} from '#weaknesses'
import type { AttackPatternView, CvssView, WeaknessView } from './views.ts'

/** A vector with its score, as a sentence and metric by metric. Codes: those of reading a vector. */
export function explainVector(text: string): Result<CvssView> {
  const vector = parseCvss(text.trim())
  if (!vector.ok) return fail({ ...vector.fault, at: '/vector' })
  const { score, severity } = scoreCvss(vector.value)
  return ok({
    vector: vector.value.text,
    version: vector.value.version,
    score,
    severity,
    words: cvssInWords(vector.value) ?? '',
    answers: ratingOf(vector.value).answers,
  })
}

/** CWE entries for what somebody types, best first. */
export function searchWeaknesses(text: string, most?: number): readonly WeaknessView[] {
  return findWeaknesses(text, undefined, most).map(weaknessView)
}

/** CAPEC entries, likewise. */
export function searchAttackPatterns(text: string, most?: number): readonly AttackPatternView[] {
  return findAttackPatterns(text, undefined, most).map(attackPatternView)
}

function weaknessView(entry: Weakness): WeaknessView {
  const { id, name, kind, abstraction, mapping, description, parents, suggestions, attackPatterns } = entry
  return {
    id,
    name,
    kind,
    ...(abstraction !== undefined && { abstraction }),
    mapping,
    mappingMeans: MAPPING_MEANINGS[mapping],
    advisedAgainst: isAdvisedAgainst(mapping),
    ...(description !== undefined && { description }),
    parents: parents ?? [],
    suggestions: (suggestions ?? []).map((each) => ({
      id: each.id,
      ...(each.comment !== undefined && { comment: each.comment }),
    })),
    attackPatterns: attackPatterns ?? [],
  }
}

function attackPatternView({ id, name, kind, abstraction, description, weaknesses }: AttackPattern): AttackPatternView {
  return {
    id,
    name,
    kind,
    ...(abstraction !== undefined && { abstraction }),
    ...(description !== undefined && { description }),
    weaknesses: weaknesses ?? [],
  }
}
