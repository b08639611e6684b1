import path from 'node:path'
import { findProject } from '#desk'
import { ok, type Result } from '#fault'
import { NO_SETTINGS } from '#lint'
import { type LintSettings, parseLintSettings } from '#project'
import type { World } from './world.ts'

/** Settings are written by hand; a larger file is a mistake. Bytes. */
const SETTINGS_LIMIT = 1024 * 1024

/** The settings of a file, where one is named; else those of the project around the current folder; else none. */
export async function settingsFor(file: string | undefined, world: World): Promise<Result<LintSettings>> {
  if (file !== undefined) {
    const text = await world.files.read(path.resolve(world.folder, file), SETTINGS_LIMIT)
    return text.ok ? parseLintSettings(text.value, file) : text
  }
  const project = await findProject(world.files, world.folder)
  if (project.ok) return ok(project.value.project.lint)
  return project.fault.code === 'PROJECT_NOT_FOUND' ? ok(NO_SETTINGS) : project
}
