import type { RecordRule } from '../rule.ts'

export const stateTransition: RecordRule = {
  code: 'STW002',
  name: 'state-transition',
  on: 'record',
  level: 'error',
  states: ['published', 'rejected'],
  what: 'What the record would do to its ID is what somebody wants: a rejected ID is not published by mistake, and a published one is not rejected unseen. A draft says one state, and not two.',
  why: 'CVE Services take both without a question: an ID that readers have crossed out comes back to life, or a record disappears together with everything that others have added to it.',
  cnaRules: ['reject-unused', 'explain-rejection'],
  uses: ['reservation'],
  example: {
    wrong: {
      metadata: { datePublished: null, dateUpdated: null },
      container: { rejectedReasons: [{ lang: 'en', value: 'This identifier was not used.' }] },
    },
    right: {},
  },

  check({ metadata, state, base, isPublishedEdition, world: { reservation } }, report) {
    if (metadata === undefined) return
    // Of a published edition the rule of the schema says it.
    if (!isPublishedEdition && metadata.state === 'PUBLISHED' && state === 'rejected') {
      report({
        at: `${base}/rejectedReasons`,
        message: 'the record is PUBLISHED by its cveMetadata, and its container rejects the ID',
        hint: 'take out rejectedReasons, or set the state to REJECTED',
      })
    }
    if (reservation?.id !== metadata.cveId) return
    if (reservation.state === 'rejected' && state === 'published') {
      report({
        at: '/cveMetadata/cveId',
        message: `${metadata.cveId} is rejected: publishing this record brings it back to life`,
        hint: 'reserve another identifier; if this one is meant, waive this finding with the reason',
      })
    }
    if (reservation.state === 'published' && state === 'rejected') {
      report({
        at: '/cveMetadata/cveId',
        level: 'warning',
        message: `${metadata.cveId} is published: rejecting it takes the record away, and what ADPs have added to it`,
      })
    }
  },
}
