import type { IconName } from '../icons/icon.tsx'

/** The rooms of the desk, in the order of the navigation, with the key that goes there after G. */
export const PLACES = [
  { to: '/', words: 'Home', icon: 'home', key: 'h', count: 'needs' },
  { to: '/vulnerabilities', words: 'Vulnerabilities', icon: 'vulnerability', key: 'v', count: 'vulnerabilities' },
  { to: '/cases', words: 'Cases', icon: 'case', key: 'c', count: 'cases' },
  { to: '/board', words: 'Release board', icon: 'board', key: 'b', count: 'board' },
  { to: '/ids', words: 'ID desk', icon: 'hash', key: 'i' },
  { to: '/audit', words: 'Audit', icon: 'audit', key: 'a' },
] as const satisfies readonly {
  readonly to: string
  readonly words: string
  readonly icon: IconName
  readonly key: string
  readonly count?: string
}[]

/** Where a person comes less often: the foot of the navigation, the palette, and the sheet on small screens. */
export const MORE_PLACES = [
  { to: '/projects', words: 'Projects', icon: 'project' },
  { to: '/people', words: 'People and roles', icon: 'person' },
  { to: '/account', words: 'My account', icon: 'key' },
  { to: '/interface', words: 'Interface for programs', icon: 'link' },
] as const satisfies readonly { readonly to: string; readonly words: string; readonly icon: IconName }[]
