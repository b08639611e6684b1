import { fail, ok, type Result } from '#fault'
import { parseProject } from '#project'
import { parseVulnerability, writeFacts } from '#vulnerability'
import type { ProjectRow } from './ports.ts'
import { factsOfTemplate } from './template-facts.ts'
import type { TemplateContent } from './views.ts'

/**
 * Whether a vulnerability can start from a template: what a facts file would refuse, a template must not hold.
 *
 * Codes: those of reading a facts file, and `TEMPLATE_BRANCH`.
 */
export function checkTemplate({ settings }: ProjectRow, content: TemplateContent): Result<void> {
  const facts = factsOfTemplate(content, 'nobody yet', '2000-01-01')
  const text = writeFacts({ id: 'template', title: '', introduced: '0', ...facts }, content.description ?? '')
  const read = parseVulnerability(text, 'template')
  if (!read.ok) {
    const { place: _, ...fault } = read.fault
    return fail({ ...fault, at: `/content${fault.at ?? ''}` })
  }
  const project = parseProject(settings, 'steward.yaml')
  if (!project.ok) return project
  const known = new Set(project.value.branches.map(({ name }) => name))
  const unknown = content.schedule?.findIndex(({ branch }) => !known.has(branch)) ?? -1
  if (unknown < 0) return ok(undefined)
  return fail({
    code: 'TEMPLATE_BRANCH',
    kind: 'invalid',
    message: `the project has no branch ${JSON.stringify(content.schedule?.[unknown]?.branch)}`,
    at: `/content/schedule/${unknown}/branch`,
    hint: `its branches are ${[...known].join(', ')}`,
  })
}
