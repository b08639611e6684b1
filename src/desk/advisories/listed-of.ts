import { scoreCvss } from '#cvss'
import type { Vulnerability } from '#vulnerability'
import type { Listed } from './ports.ts'
import type { SeverityView } from './views.ts'

/** What lists show of the facts. */
export function listedOf(facts: Vulnerability): Listed {
  const severity = severityOf(facts)
  return {
    ...(facts.cve !== undefined && { cve: facts.cve }),
    title: facts.title,
    ...(severity !== undefined && { severity }),
    weaknesses: facts.weaknesses,
    ...(facts.embargo !== undefined && { embargo: facts.embargo }),
    ...(facts.published !== undefined && { published: facts.published }),
    aliases: facts.aliases,
  }
}

/** The score of the newest version of CVSS that somebody scored with. */
function severityOf({ severity }: Vulnerability): SeverityView | undefined {
  const [newest] = severity.toSorted((a, b) => b.version.localeCompare(a.version))
  if (newest === undefined) return undefined
  const scores = scoreCvss(newest)
  return { score: scores.score, severity: scores.severity, version: newest.version }
}
