import type { Actor } from '#desk/people'
import { ok, type Result } from '#fault'
import { type At, auditCounter, confirmed, openCounter } from './counter.ts'
import type { IdentifiersDesk } from './ports.ts'
import type { ReservationView } from './view.ts'

export interface ReservationWish {
  /** `priority`: one, the next short number; the others as CVE Services call them. */
  readonly mode: 'priority' | 'sequential' | 'nonsequential'
  readonly year: number
  readonly amount: number
  readonly confirm?: string
}

/** Reserves IDs. Codes: those of CVE Services, `CNA_NOT_CONFIRMED`. */
export async function reserveIds(
  desk: IdentifiersDesk,
  actor: Actor,
  at: At,
  { mode, year, amount, confirm }: ReservationWish,
): Promise<Result<ReservationView>> {
  const services = await openCounter(desk, actor, 'ids.reserve', at)
  if (!services.ok) return services
  const said = confirmed(
    at.target,
    Array.from({ length: amount }, () => String(amount)),
    confirm,
  )
  if (!said.ok) return said
  const reserved = await services.value.ids.reserve({
    amount: mode === 'priority' ? 1 : amount,
    cve_year: year,
    short_name: services.value.speaker.org,
    ...(mode !== 'priority' && { batch_type: mode }),
  })
  if (!reserved.ok) return reserved
  const { cve_ids, remaining_quota } = reserved.value
  const ids = cve_ids.map(({ cve_id }) => cve_id)
  const noted = await auditCounter(desk, actor, 'ids.reserve', at, 'cve-id', ids, `reserved, ${mode}`)
  return noted.ok ? ok({ ids, ...(remaining_quota !== undefined && { remainingQuota: remaining_quota }) }) : noted
}
