import type { IdRange } from '../state.ts'

/** The numbers of a year as CVE Services hand them out: single IDs up to 20,000, all others above. */
export function newRange(cve_year: string): IdRange {
  return {
    cve_year,
    priority: { start: 0, end: 20_000, top_id: 0 },
    general: { start: 20_000, end: 50_000_000, top_id: 20_000 },
  }
}

/** A year that nobody made ready opens by itself 90 days before it begins; a past one never does. */
export function opensByItself(year: string, now: Date): boolean {
  const days = Math.ceil((Date.UTC(Number(year), 0, 1) - now.getTime()) / 86_400_000)
  return Number(year) >= now.getUTCFullYear() && days <= 90
}
