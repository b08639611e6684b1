import type { TimelineBranch } from '#desk/projects'

type Lifecycle = NonNullable<TimelineBranch['lifecycle']>

export const LIFECYCLE_WORDS: Readonly<Record<Lifecycle, string>> = {
  prerelease: 'prerelease',
  bugfix: 'bugfix',
  security: 'security only',
  'end-of-life': 'end of life',
}
