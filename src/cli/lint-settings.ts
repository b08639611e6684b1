import path from 'node:path'
import { findProject } from '#desk'
import { fail, failAll, from, ok, type Result } from '#fault'
import { NO_SETTINGS, RULES } from '#lint'
import { type LintSettings, parseLintSettings } from '#project'
import type { World } from './world.ts'

/** Settings are written by hand; a larger file is a mistake. Bytes. */
const SETTINGS_LIMIT = 1024 * 1024

/** The settings of a file, where one is named; else those of the project around the current folder; else none. */
export async function settingsFor(file: string | undefined, world: World): Promise<Result<LintSettings>> {
  if (file !== undefined) {
    const text = await world.files.read(path.resolve(world.folder, file), SETTINGS_LIMIT)
    const settings = text.ok ? parseLintSettings(text.value, file) : fail(from(file, text.fault))
    return settings.ok ? knownRules(settings.value, file, '') : settings
  }
  const project = await findProject(world.files, world.folder)
  if (project.ok) return knownRules(project.value.project.lint, 'steward.yaml', '/lint')
  return project.fault.code === 'PROJECT_NOT_FOUND' ? ok(NO_SETTINGS) : project
}

/** A setting for a rule that does not exist is a slip: it would change nothing, and nobody would notice. */
function knownRules(settings: LintSettings, source: string, at: string): Result<LintSettings> {
  const unknown = [
    ...settings.rules.map(({ rule }) => ({ rule, at: `${at}/rules/${rule}` })),
    ...settings.waivers.map(({ rule }, i) => ({ rule, at: `${at}/waivers/${i}/rule` })),
  ].filter(({ rule }) => !RULES.some(({ code }) => code === rule))
  if (unknown.length === 0) return ok(settings)
  return failAll(
    unknown.map(({ rule, at: place }) => ({
      code: 'LINT_RULE_UNKNOWN',
      kind: 'invalid',
      message: `no rule has the code ${JSON.stringify(rule)}`,
      at: place,
      place: { source },
      hint: '`steward cve rules` lists them',
    })),
  )
}
