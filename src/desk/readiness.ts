import type { Project } from '#project'
import type { Assessment } from '#vulnerability'

/** What a record still lacks before it can be published, in words. */
export interface Missing {
  readonly code: string
  readonly level: 'error' | 'notice'
  readonly message: string
}

/** Checks the facts that only a person can write. Ranges and conflicts are the assessment's own. */
export function missingFacts(project: Project, { vulnerability }: Assessment): readonly Missing[] {
  if (vulnerability.state === 'rejected') return []
  const missing: Missing[] = []
  const needs = (present: boolean, level: Missing['level'], code: string, message: string): void => {
    if (!present) missing.push({ code, level, message })
  }
  needs(vulnerability.title.trim() !== '', 'error', 'NO_TITLE', 'there is no title')
  needs(vulnerability.description !== '', 'error', 'NO_DESCRIPTION', 'there is no description')
  needs(vulnerability.cve !== undefined, 'notice', 'NO_CVE_ID', 'there is no CVE ID')
  needs(
    project.foundation !== undefined,
    'notice',
    'NO_FOUNDATION',
    'nobody is named who assigns the CVE ID: state the UUID of the foundation, or foundation in steward.yaml',
  )
  needs(vulnerability.weaknesses.length > 0, 'notice', 'NO_WEAKNESS', 'no weakness (CWE) is named')
  needs(vulnerability.severity.length > 0, 'notice', 'NO_SEVERITY', 'no severity vector is given')
  needs(vulnerability.fixes.length > 0, 'notice', 'NO_FIX', 'no fix is named: every release stays affected')
  const unasked = vulnerability.credits.filter(({ consent }) => !consent)
  needs(
    unasked.length === 0,
    'notice',
    'CREDIT_NO_CONSENT',
    `${unasked.map(({ name }) => name).join(', ')} did not consent: not named in any record`,
  )
  return missing
}
