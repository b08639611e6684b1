import type { CveRecord } from '#cve'
import type { VulnerabilityRow } from '#desk/advisories'
import { changesKey } from '#desk/published'
import type { DraftEdition } from '#desk/review'
import { type Fault, fail, ok, type Result } from '#fault'
import { type Json, writeJson } from '#json'
import { renderOsv } from '#osv'
import { editFacts, type FactsEdit, type Ground, provisionalBounds, rangesOf } from '#vulnerability'
import type { PublicationRow, PublishingDesk, PublishingTx } from './ports.ts'
import { publicationChanged } from './publication-changed.ts'
import { isEnded } from './publication-state.ts'
import type { PublicationState } from './view.ts'

/** How a publication ended. */
export type Conclusion =
  | { readonly state: 'refused' | 'differs'; readonly fault: Fault }
  | {
      readonly state: 'published' | 'unchanged'
      /** As it was read back. */
      readonly record: CveRecord | undefined
      readonly draft: DraftEdition
      readonly ground: Ground
    }

/** Writes the end of a publication and everything that follows from it, together. */
export async function concludePublication(
  desk: PublishingDesk,
  id: string,
  end: Conclusion,
): Promise<Result<PublicationState>> {
  const found = await desk.store.read(({ publications }) => publications.find(id))
  const addresses = found === undefined ? [] : await desk.services.addresses(found.project)
  // The world reads the farthest server that the project has credentials for; the others are rehearsals.
  const isLive = found !== undefined && addresses.at(-1)?.target === found.target
  return desk.store.write(async (tx) => {
    const row = await tx.publications.find(id)
    if (row === undefined)
      return fail({ code: 'PUBLICATION_GONE', kind: 'absent', message: `there is no publication ${id}` })
    if (isEnded(row.state)) return ok(row.state)
    const now = desk.around.moment()
    const { problem: _, ...rest } = row
    const ended: PublicationRow = {
      ...rest,
      state: end.state,
      finishedAt: now,
      ...('fault' in end ? { problem: problemOf(end.fault) } : row.deed === undefined && { deed: 'nothing' as const }),
    }
    await tx.publications.update(ended)
    await tx.settings.put(changesKey(row.target), id)
    const vulnerability = await tx.vulnerabilities.find(row.vulnerability)
    if ('record' in end && end.record !== undefined) {
      const edition = await editionAfter(tx, row, vulnerability, end, { now, isLive })
      if (!edition.ok) return edition
      const osv = osvOf(end, now)
      await tx.published.put({
        vulnerability: row.vulnerability,
        project: row.project,
        target: row.target,
        cve: row.cve,
        version: row.edition,
        facts: edition.value,
        at: now,
        record: end.record,
        ...(osv !== undefined && { osv }),
      })
    } else if (vulnerability?.stage === 'scheduled') {
      const { version, text, listed } = vulnerability
      await tx.vulnerabilities.move(vulnerability.id, version, { stage: 'approved', text, listed })
    }
    await tx.audit.append({
      actor: { kind: 'system', id: row.requestedBy.id, name: 'Steward' },
      action: 'publication.end',
      subject: { kind: 'vulnerability', id: row.vulnerability, project: row.project },
      embargoed: vulnerability?.embargoed ?? false,
      reason: 'fault' in end ? `${end.fault.code}: ${end.fault.message}` : `${row.deed ?? 'nothing'} at ${row.target}`,
      diff: [
        { field: 'publication', before: row.state, after: end.state },
        { field: 'target', after: row.target },
      ],
    })
    tx.events.emit(publicationChanged(ended))
    return ok(end.state)
  })
}

/** The facts file of what is public now. Where the world can read it, the vulnerability itself becomes published with it. */
async function editionAfter(
  tx: PublishingTx,
  row: PublicationRow,
  vulnerability: VulnerabilityRow | undefined,
  { record, draft }: Extract<Conclusion, { readonly record: CveRecord | undefined }>,
  { now, isLive }: { readonly now: string; readonly isLive: boolean },
): Promise<Result<string>> {
  const isCurrent = vulnerability !== undefined && vulnerability.version === row.edition
  const published = draft.assessment.vulnerability.published ?? record?.cveMetadata.datePublished ?? now
  const state = draft.kind === 'reject' ? 'rejected' : 'published'
  const edited = editFacts(isCurrent ? vulnerability.text : row.facts, [
    { do: 'set', field: 'state', value: state },
    ...(draft.kind === 'reject' ? [] : [{ do: 'set', field: 'published', value: published } as const]),
    ...boundsOf(draft),
  ])
  if (!edited.ok || !isLive || !isCurrent || holds(vulnerability, now)) return edited
  const { id, version, listed } = vulnerability
  await tx.vulnerabilities.move(id, version, {
    stage: state,
    text: edited.value,
    listed: draft.kind === 'reject' ? listed : { ...listed, published },
  })
  await tx.vulnerabilities.setBehind(id, 0)
  if (vulnerability.embargoed) await tx.vulnerabilities.setEmbargoed(id, false)
  tx.events.emit({ topic: 'vulnerability.changed', project: row.project, vulnerability: id, data: { version } })
  return edited
}

/** A sandbox may have what the world may not know yet: that is no publication. */
function holds({ embargoed, listed: { embargo } }: VulnerabilityRow, now: string): boolean {
  return embargoed && (embargo === undefined || Date.parse(embargo) > Date.parse(now))
}

/** The bounds that are public before their release, as `steward sync` keeps them: they are how the next release is understood. */
function boundsOf({ assessment }: DraftEdition): readonly FactsEdit[] {
  const bounds = provisionalBounds(assessment)
  if (bounds.length === 0) return [{ do: 'remove', field: 'provisional' }]
  const value: Json = bounds.map(({ branch, version, commit }) => ({ branch, version, commit }))
  return [{ do: 'set', field: 'provisional', value }]
}

/** The OSV record that goes with it; none where the facts give none, which lint has said before. */
function osvOf(
  { record, draft, ground }: Extract<Conclusion, { readonly record: CveRecord | undefined }>,
  now: string,
): string | undefined {
  const { assessment } = draft
  const published = record?.cveMetadata.datePublished
  const rendered = renderOsv(
    ground.project,
    assessment,
    rangesOf(assessment, 'first-prerelease'),
    { modified: now, ...(published !== undefined && { published }) },
    { public: true, now },
  )
  return rendered.ok ? writeJson(rendered.value as unknown as Json) : undefined
}

function problemOf({ code, message, hint }: Fault): NonNullable<PublicationRow['problem']> {
  return { code, message, ...(hint !== undefined && { hint }) }
}
