/** One page of the desk that needs no account. */
export interface Address {
  readonly name: string
  readonly path: string
  /** Status of the answer that the page is about, where it is about a refusal. */
  readonly refused?: number
}

/** One page in the frame, whose address is known once the demo foundation stands. */
export interface DeskAddress {
  readonly name: string
  readonly path: (demo: Demo) => string
}

const ofVulnerability =
  (view: string) =>
  ({ vulnerability }: Demo): string =>
    `/vulnerabilities/${vulnerability}${view}`
const ofProject =
  (view: string) =>
  ({ project }: Demo): string =>
    `/projects/${project}${view}`

/** Every page that stands in the frame, filled by the demo foundation. */
export const ADDRESSES: readonly DeskAddress[] = [
  { name: 'home', path: () => '/' },
  { name: 'vulnerabilities', path: () => '/vulnerabilities' },
  { name: 'vulnerabilities-none', path: () => '/vulnerabilities?q=nothing-is-called-so' },
  { name: 'new-vulnerability', path: () => '/vulnerabilities/new' },
  { name: 'vulnerability', path: ofVulnerability('') },
  { name: 'disputed', path: ({ disputed }) => `/vulnerabilities/${disputed}` },
  { name: 'record', path: ofVulnerability('/record') },
  { name: 'readers', path: ofVulnerability('/readers') },
  { name: 'history', path: ofVulnerability('/history') },
  { name: 'review', path: ({ reviewed }) => `/vulnerabilities/${reviewed}/review` },
  { name: 'board', path: () => '/board' },
  { name: 'board-tag', path: ({ project, tag }) => `/board/${project}/${tag}` },
  { name: 'cases', path: () => '/cases' },
  { name: 'new-case', path: () => '/cases/new' },
  { name: 'case', path: ({ kase }) => `/cases/${kase}` },
  { name: 'dispute', path: ({ dispute }) => `/cases/${dispute}` },
  { name: 'ids', path: () => '/ids' },
  { name: 'audit', path: () => '/audit' },
  { name: 'projects', path: () => '/projects' },
  { name: 'new-project', path: () => '/projects/new' },
  { name: 'project', path: ofProject('') },
  { name: 'project-releases', path: ofProject('/releases') },
  { name: 'project-templates', path: ofProject('/templates') },
  { name: 'project-access', path: ofProject('/access') },
  { name: 'project-settings', path: ofProject('/settings') },
  { name: 'people', path: () => '/people' },
  { name: 'account', path: () => '/account' },
  { name: 'search', path: () => '/search?q=lantern' },
  { name: 'interface', path: () => '/interface' },
  { name: 'not-found', path: () => '/nowhere/at/all' },
]

/** Pages before the frame: nobody is signed in yet. */
export const DOORS: readonly Address[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'invitation-used', path: '/invitation#no-such-secret', refused: 404 },
]

/** Things of the demo foundation by which pages are addressed. */
export interface Demo {
  readonly vulnerability: string
  /** One that waits for a review. */
  readonly reviewed: string
  readonly kase: string
  /** One that is a dispute of a published record. */
  readonly dispute: string
  /** The vulnerability whose record that is. */
  readonly disputed: string
  readonly project: string
  readonly tag: string
}
