/** What an act is called: in the trail, as the rest of a sentence that begins with a name; and where home tells it as news. */
interface ActionWords {
  readonly words: string
  /** `SUBJECT` stands for what it was done to. Absent where it is no news for others. */
  readonly news?: string
}

/** Everything that the trail tells of. An act that is not here cannot be written down. */
export const AUDIT_ACTIONS = {
  'board.approve': { words: 'approved a change of the board', news: 'approved the change of SUBJECT' },
  'board.decide': { words: 'settled a conflict of the board', news: 'settled a conflict about SUBJECT' },
  'board.publish': { words: 'published a batch of the board' },
  'board.refresh': { words: 'had the tags looked at again', news: 'looked at the tags of SUBJECT' },
  'board.take-back': { words: 'took an approval of the board back' },
  'case.acknowledge-dispute': { words: 'acknowledged the dispute', news: 'acknowledged the dispute SUBJECT' },
  'case.create': { words: 'took the report', news: 'took the report SUBJECT' },
  'case.decide-dispute': { words: 'decided the dispute', news: 'decided the dispute SUBJECT' },
  'case.dispute': { words: 'said whether the case is a dispute' },
  'case.edit': { words: 'changed the case' },
  'case.extend-dispute': { words: 'took more time for the dispute', news: 'took more time for the dispute SUBJECT' },
  'case.note': { words: 'added to the case' },
  'case.read': { words: 'read the case' },
  'credentials.manage': { words: 'changed the key for CVE Services' },
  'desk.set-up': { words: 'set the desk up' },
  'foundation.edit': { words: 'changed the profile of the foundation' },
  'ids.adp': { words: 'added a container to the record', news: 'added to the record SUBJECT' },
  'ids.organisation': { words: 'changed an account at CVE Services' },
  'ids.release': { words: 'rejected, restored or transferred the ID', news: 'released SUBJECT' },
  'ids.reserve': { words: 'reserved the ID', news: 'reserved SUBJECT' },
  'passkey.add': { words: 'added a passkey' },
  'passkey.remove': { words: 'removed a passkey' },
  'passphrase.change': { words: 'changed the passphrase' },
  'person.change': { words: 'changed the person' },
  'person.invite': { words: 'invited the person' },
  'person.join': { words: 'came in by the invitation' },
  'person.link': { words: 'made a new one-time link' },
  'person.roles': { words: 'changed the roles' },
  'project.create': { words: 'added the project', news: 'added the project SUBJECT' },
  'project.look': { words: 'had a repository looked at', news: 'had SUBJECT looked at, to add a project' },
  'project.edit': { words: 'changed the settings' },
  'project.fetch': { words: 'had the repository read again' },
  'provider.bind': { words: 'signed in by the identity provider for the first time' },
  'publication.cancel': {
    words: 'took the publication off the schedule',
    news: 'took the publication of SUBJECT back',
  },
  'publication.end': { words: 'ended the publication', news: 'ended the publication of SUBJECT' },
  'publication.read': { words: 'read the publications of the embargoed vulnerability' },
  'publication.start': { words: 'started the publication', news: 'asked to publish SUBJECT' },
  'review.approve': { words: 'approved', news: 'approved SUBJECT' },
  'review.ask-changes': { words: 'asked for changes', news: 'asked for changes of SUBJECT' },
  'review.comment': { words: 'commented' },
  'review.read': { words: 'read the review of the embargoed vulnerability' },
  'review.request': { words: 'asked for review', news: 'asked for review of SUBJECT' },
  'session.close': { words: 'signed out' },
  'session.open': { words: 'signed in' },
  'session.refused': { words: 'was refused at sign-in' },
  'session.revoke': { words: 'ended a session' },
  'template.edit': { words: 'changed a template' },
  'token.add': { words: 'made a token' },
  'token.remove': { words: 'took a token back' },
  'vulnerability.access': { words: 'changed who may know' },
  'vulnerability.create': { words: 'began the vulnerability', news: 'began SUBJECT' },
  'vulnerability.edit': { words: 'changed the facts' },
  'vulnerability.read': { words: 'read the embargoed vulnerability' },
} as const

export type AuditAction = keyof typeof AUDIT_ACTIONS

const WORDS: Readonly<Record<string, ActionWords>> = AUDIT_ACTIONS

/** The words of an action that was read from the trail; undefined for one that an older or a newer desk wrote. */
export function actionWords(action: string): ActionWords | undefined {
  return Object.hasOwn(WORDS, action) ? WORDS[action] : undefined
}
