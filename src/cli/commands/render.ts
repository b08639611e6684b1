import { renderHtml, renderMail, renderPage } from '#advisory'
import { renderCveRecord } from '#cve'
import { assessedOf } from '#desk'
import { ok, type Result } from '#fault'
import { type Json, writeJson } from '#json'
import { renderOsv } from '#osv'
import type { Project } from '#project'
import { type Assessment, rangesOf } from '#vulnerability'
import { type AnyCommand, COMMON_FLAGS, command, EXIT, reportFault } from '../command.ts'
import { errorInkOf } from '../ink.ts'
import { assessHere } from '../run-workspace.ts'
import { listed } from '../table.ts'

/** One way to write a vulnerability down. */
type Rendering = (project: Project, assessment: Assessment, now: string, forPublic: boolean) => Result<string>

const RENDERINGS: Readonly<Record<string, Rendering>> = {
  cve: (project, assessment, now, forPublic) => {
    const audience = forPublic ? ({ public: true, now } as const) : ({ public: false } as const)
    const record = renderCveRecord(project, assessment, rangesOf(assessment, project.bounds), {}, audience)
    return record.ok ? ok(writeJson(record.value as unknown as Json)) : record
  },
  osv: (project, assessment, now, forPublic) => {
    const modified = assessment.vulnerability.published ?? now
    const record = renderOsv(
      project,
      assessment,
      rangesOf(assessment, 'first-prerelease'),
      { modified },
      { public: forPublic, now },
    )
    return record.ok ? ok(writeJson(record.value)) : record
  },
  page: (project, assessment, now, forPublic) =>
    renderPage(project, assessment, rangesOf(assessment, project.bounds), { public: forPublic, now }),
  html: (project, assessment, now, forPublic) =>
    renderHtml(project, assessment, rangesOf(assessment, project.bounds), { public: forPublic, now }),
  mail: (project, assessment, now, forPublic) => {
    const mail = renderMail(project, assessment, rangesOf(assessment, project.bounds), { public: forPublic, now })
    return mail.ok ? ok(`Subject: ${mail.value.subject}\n\n${mail.value.body}`) : mail
  },
}

export const render: AnyCommand = command({
  name: 'render',
  summary: 'print a vulnerability as CVE record, OSV, page, mail or HTML',
  operands: { text: 'ID', min: 1, max: 1 },
  about:
    'Prints one rendering of the facts. All of them say the same, since they come from the same facts and the same answer of git. --public refuses while an embargo holds.',
  examples: [
    ['steward render LSF-2030-4 --as cve', 'a CVE record, format 5.2.0'],
    ['steward render CVE-2030-10421 --as mail', 'the announcement'],
  ],
  flags: {
    as: {
      type: 'string',
      value: 'FORM',
      words: Object.keys(RENDERINGS),
      about: `${listed(Object.keys(RENDERINGS), 'or')}; cve when absent`,
    },
    public: { type: 'boolean', about: 'refuse while an embargo holds' },
    ...COMMON_FLAGS,
  },
  async run({ values, operands }, world) {
    const here = await assessHere(world)
    if (!here.ok) return reportFault(here.fault, values.json, world)
    const found = assessedOf(here.value, operands[0]!)
    if (!found.ok) return reportFault(found.fault, values.json, world)
    const { assessment } = found.value
    const form = values.as ?? 'cve'
    const now = world.now().toISOString()
    const text = RENDERINGS[form]!(here.value.workspace.project, assessment, now, values.public)
    if (!text.ok) return reportFault(text.fault, values.json, world)
    const { embargo, id } = assessment.vulnerability
    if (embargo !== undefined && Date.parse(embargo) > Date.parse(now)) {
      const note = `${id} is under embargo until ${embargo}: this text must not leave the people who know`
      world.terminal.err(`${errorInkOf(world.terminal)('question', 'steward: note:')} ${note}`)
    }
    if (values.json) world.terminal.out(JSON.stringify({ id, as: form, text: text.value }))
    else world.terminal.write(text.value.endsWith('\n') ? text.value : `${text.value}\n`)
    return EXIT.done
  },
})
