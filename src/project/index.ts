/**
 * The facts of one project and of the foundation it belongs to, as `steward.yaml` states them.
 *
 * @module
 */

export { commitUrl } from './commit-url.ts'
export { isDay } from './day.ts'
export { type LintSettings, parseLintSettings, type RuleSetting, type Waiver } from './lint-settings.ts'
export { parseProject } from './parse.ts'
export type {
  BoundStyle,
  Branch,
  Foundation,
  Lifecycle,
  Outputs,
  Product,
  Project,
  ReleaseNote,
  ReleaseStream,
  TagRule,
  Template,
} from './project.ts'
export { type IgnoredTag, type Release, type ReleaseList, releasesOf } from './releases.ts'
export { matchesGlob, parseTagRule, versionInTag, writeTagRule } from './tag-rule.ts'
export { WHOLE_TAGS } from './whole-tags.ts'
