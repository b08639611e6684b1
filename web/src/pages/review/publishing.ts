import type { UseQueryResult } from '@tanstack/react-query'
import type { Target } from '#desk/cna'
import type { PublicationState, PublicationsView, PublicationView } from '#desk/publishing'
import { useRead } from '../../data/reads.ts'

export const PUBLISH_TITLES: Readonly<Record<Target, string>> = {
  sandbox: 'Rehearse in the sandbox',
  test: 'Publish to the test service',
  production: 'Publish to production',
}

/** What sending it there means for everybody else. */
export const PUBLISH_MEANS: Readonly<Record<Target, string>> = {
  sandbox: 'The sandbox is a faithful copy of the CVE service on this machine. Nobody else sees what is sent there.',
  test: 'The test service of the CVE Program. Other CNAs can see it; no mirror copies it.',
  production:
    'This becomes a public record of the CVE List. Mirrors copy it within minutes, and it cannot be taken back, only changed again.',
}

export const STATE_WORDS: Readonly<Record<PublicationState, string>> = {
  scheduled: 'Scheduled',
  waiting: 'Waiting',
  sending: 'Sending',
  published: 'Published',
  unchanged: 'Was there already',
  refused: 'Refused',
  differs: 'Reads back differently',
  cancelled: 'Taken back',
}

/** Asked again this often while something is under way, in milliseconds; events come sooner. */
const LOOK_AGAIN = 1_500

/** Where it may be sent, and everything that was. */
export function usePublications(id: string): UseQueryResult<PublicationsView> {
  const path = `/vulnerabilities/${encodeURIComponent(id)}/publications`
  const first = useRead<PublicationsView>(path)
  const isBusy = first.data?.publications.some(isUnderWay) === true
  return useRead<PublicationsView>(path, isBusy ? { every: LOOK_AGAIN } : {})
}

export function isUnderWay({ state }: PublicationView): boolean {
  return state === 'waiting' || state === 'sending'
}
