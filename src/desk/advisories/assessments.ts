import type { ProjectGround } from '#desk/projects'
import type { Result } from '#fault'
import { type Assessment, assessAll, parseVulnerability, type Vulnerability } from '#vulnerability'

/** What follows from facts on a ground, remembered as long as neither changes. */
export interface Assessments {
  /** Codes: those of reading a facts file and of assessing it. */
  of(ground: ProjectGround, text: string): Result<Assessment>
  /** Of many at once: one pass over the history for those that are not known yet. */
  ofAll(ground: ProjectGround, texts: readonly string[]): readonly Result<Assessment>[]
  facts(text: string): Result<Vulnerability>
}

/** Assessments of one ground; and facts that were read. */
const MOST = 2_000

export function makeAssessments(): Assessments {
  const grounds = new WeakMap<ProjectGround, Map<string, Result<Assessment>>>()
  const read = new Map<string, Result<Vulnerability>>()
  const facts = (text: string): Result<Vulnerability> => {
    const known = read.get(text)
    if (known !== undefined) return known
    const parsed = parseVulnerability(text, 'facts')
    keep(read, text, parsed)
    return parsed
  }
  const knownOn = (ground: ProjectGround): Map<string, Result<Assessment>> => {
    const known = grounds.get(ground) ?? new Map<string, Result<Assessment>>()
    grounds.set(ground, known)
    return known
  }
  const ofAll = (ground: ProjectGround, texts: readonly string[]): readonly Result<Assessment>[] => {
    const known = knownOn(ground)
    const missing = [...new Set(texts)].filter((text) => !known.has(text))
    const fresh = new Map<string, Result<Assessment>>()
    const sound: { readonly text: string; readonly vulnerability: Vulnerability }[] = []
    for (const text of missing) {
      const vulnerability = facts(text)
      if (vulnerability.ok) sound.push({ text, vulnerability: vulnerability.value })
      else fresh.set(text, vulnerability)
    }
    let i = 0
    const wanted = sound.map(({ vulnerability }) => vulnerability)
    for (const assessment of assessAll(ground, wanted)) fresh.set(sound[i++]!.text, assessment)
    const answers = texts.map((text) => fresh.get(text) ?? known.get(text)!)
    for (const [text, assessment] of fresh) keep(known, text, assessment)
    return answers
  }
  return { facts, ofAll, of: (ground, text) => ofAll(ground, [text])[0]! }
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST && oldest !== undefined) map.delete(oldest)
}
