import { AUDIT_ACTIONS, type AuditAction, actionWords } from '#desk/store'

/** What an act is about; the kinds by which the trail is filtered. */
export const AUDIT_KINDS = [
  'facts',
  'review',
  'publishing',
  'ids',
  'cases',
  'projects',
  'people',
  'sign-in',
  'reading',
] as const

export type AuditKind = (typeof AUDIT_KINDS)[number]

/** By the first word of the action. */
const KINDS: Readonly<Record<string, AuditKind>> = {
  board: 'publishing',
  case: 'cases',
  credentials: 'projects',
  desk: 'people',
  foundation: 'people',
  ids: 'ids',
  passkey: 'sign-in',
  passphrase: 'sign-in',
  person: 'people',
  project: 'projects',
  provider: 'sign-in',
  publication: 'publishing',
  review: 'review',
  session: 'sign-in',
  template: 'projects',
  token: 'sign-in',
  vulnerability: 'facts',
}

/** That somebody read what is embargoed is a kind of its own: it would hide what was changed. Undefined for an act of another desk. */
export function kindOf(action: string): AuditKind | undefined {
  if (action.endsWith('.read')) return 'reading'
  const [start = ''] = action.split('.')
  return Object.hasOwn(KINDS, start) ? KINDS[start] : undefined
}

const ACTIONS = Object.keys(AUDIT_ACTIONS) as readonly AuditAction[]

export function actionsOf(kind: AuditKind): readonly AuditAction[] {
  return ACTIONS.filter((action) => kindOf(action) === kind)
}

/** Acts in whose words, as people read them, a text stands. */
export function actionsSaying(text: string): readonly AuditAction[] {
  const wanted = text.toLowerCase()
  return ACTIONS.filter((action) => actionWords(action)?.words.toLowerCase().includes(wanted))
}
