import { renderHtml, renderMail } from '#advisory'
import type { Actor } from '#desk/people'
import { type Fault, faultsOf, ok, type Result } from '#fault'
import { renderOsv } from '#osv'
import { rangesOf } from '#vulnerability'
import { cveOrgView } from './cve-org.ts'
import type { AdvisoryDesk } from './desk.ts'
import { openAssessed } from './open-ground.ts'
import { osvModified } from './osv-modified.ts'
import { recordText } from './read-record.ts'
import { renderRecord } from './render-record.ts'
import type { ReadersView } from './views.ts'

/** The advisory as page and mail, the OSV record, and the CVE record as cve.org shows it. For the people of the desk: no embargo is asked. */
export async function readReaders(desk: AdvisoryDesk, actor: Actor, name: string): Promise<Result<ReadersView>> {
  const opened = await openAssessed(desk, actor, 'vulnerability.read', name)
  if (!opened.ok) return opened
  const { row, ground, assessment } = opened.value
  const { project } = ground
  const now = desk.around.moment()
  const ranges = rangesOf(assessment, project.bounds)
  const options = { public: false, now }
  const page = renderHtml(project, assessment, ranges, options)
  const mail = renderMail(project, assessment, ranges, options)
  const seen = await desk.store.read(({ board }) => board.tags(row.project))
  const modified = osvModified(row, assessment, seen, now)
  // OSV events and its list of versions must agree, so the bounds are exact whatever the style of the CVE record.
  const osv = renderOsv(project, assessment, rangesOf(assessment, 'first-prerelease'), { modified }, options)
  const { record } = renderRecord(ground, assessment)
  const problem = (reader: string, result: Result<unknown>): readonly (Fault & { readonly reader: string })[] =>
    result.ok ? [] : faultsOf(result.fault).map((fault) => ({ ...fault, reader }))
  return ok({
    version: row.version,
    ...(page.ok && { page: page.value }),
    ...(mail.ok && { mail: mail.value }),
    ...(osv.ok && { osv: recordText(osv.value) }),
    ...(record !== undefined && { cveOrg: cveOrgView(record) }),
    problems: [
      ...[problem('page', page), problem('mail', mail), problem('osv', osv)]
        .flat()
        .map(({ reader, code, message }) => ({ reader, code, message })),
      ...(record === undefined
        ? [{ reader: 'cveOrg', code: 'CVE_NO_ID', message: 'without a CVE ID there is no page' }]
        : []),
    ],
  })
}
