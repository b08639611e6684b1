import { findVulnerability, resourceOf } from '#desk/advisories'
import { auditReading } from '#desk/audit'
import { type Actor, notFound, permit } from '#desk/people'
import { embargoedReading, reviewHistoryOf, standingOf } from '#desk/review'
import { fail, ok, type Result } from '#fault'
import { confirmationOf, gateFault, needsApproval } from './gate.ts'
import type { PublicationRow, PublishingDesk, PublishingTx } from './ports.ts'
import { publicationView } from './publication-view.ts'
import type { PublicationsView, PublicationTarget, PublicationView } from './view.ts'

/** Publications that are told of one vulnerability: the newest. */
const SHOWN = 50

/** Where a vulnerability may be sent, and what became of everything that was sent before. */
export async function readPublications(
  desk: PublishingDesk,
  actor: Actor,
  name: string,
): Promise<Result<PublicationsView>> {
  const project = await desk.store.read(async (tx) => (await tx.vulnerabilities.find(name))?.project)
  const addresses = project === undefined ? [] : await desk.services.addresses(project)
  const now = desk.around.moment()
  const read = await desk.store.write(async (tx) => {
    const opened = await findVulnerability(tx, actor, 'publication.read', name)
    if (!opened.ok) return opened
    const { row } = opened.value
    const reading = embargoedReading(actor, 'publication.read', row)
    if (reading !== undefined) await auditReading(tx, desk.readings, reading)
    const standing = standingOf(await reviewHistoryOf(tx, row.id))
    const published = await tx.published.ofVulnerability(row.id)
    const { listed, embargoed, version } = row
    const targets = addresses.map(({ target, url }): PublicationTarget => {
      const embargo = listed.embargo !== undefined && { embargo: listed.embargo }
      const gate = { target, cve: listed.cve ?? '', wanted: version, current: version, standing, embargoed, ...embargo }
      const fault = gateFault({ ...gate, at: now })
      const there = published.find((each) => each.target === target && each.version === version)
      const confirmation = confirmationOf(target, listed.cve === undefined ? [] : [listed.cve])
      return {
        target,
        url,
        ...(confirmation !== undefined && { confirmation }),
        needsApproval: needsApproval(target),
        ...(fault !== undefined && {
          refused: { code: fault.code, message: fault.message, ...(fault.hint !== undefined && { hint: fault.hint }) },
        }),
        ...(there !== undefined && { rehearsed: there.at }),
      }
    })
    const rows = await tx.publications.ofVulnerability(row.id, SHOWN)
    const publications = await withAnswers(tx, rows)
    return ok({ reading, view: { vulnerability: row.id, version, targets, publications } })
  })
  if (!read.ok) return read
  if (read.value.reading !== undefined) desk.readings.keep(read.value.reading)
  return ok(read.value.view)
}

export async function readPublication(
  desk: PublishingDesk,
  actor: Actor,
  id: string,
  after: 'publication.read' | 'publication.start' = 'publication.read',
): Promise<Result<PublicationView>> {
  const read = await desk.store.write(async (tx) => {
    const publication = await tx.publications.find(id)
    const what = `the publication ${JSON.stringify(id)}`
    const row = publication && (await tx.vulnerabilities.find(publication.vulnerability))
    if (publication === undefined || row === undefined) return fail(notFound(what))
    const may = permit(actor, after, resourceOf(row, await tx.access.of(row.id)), what)
    if (!may.ok) return may
    const reading = embargoedReading(actor, 'publication.read', row)
    if (reading !== undefined) await auditReading(tx, desk.readings, reading)
    const [view] = await withAnswers(tx, [publication])
    if (view === undefined) throw new Error('a publication has no view')
    return ok({ reading, view })
  })
  if (!read.ok) return read
  if (read.value.reading !== undefined) desk.readings.keep(read.value.reading)
  return ok(read.value.view)
}

export async function withAnswers(
  tx: PublishingTx,
  rows: readonly PublicationRow[],
): Promise<readonly PublicationView[]> {
  const answers = await tx.publications.answers(rows.map(({ id }) => id))
  return rows.map((row) => publicationView(row, answers.get(row.id) ?? []))
}
