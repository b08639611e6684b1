/**
 * How well the moment of a signature is proved, from the weakest. `promise`: the log promised to record it. `proof`: the log's
 * checkpoint shows that it did. `proof+timestamp`: a timestamp authority (RFC 3161) says the time besides.
 */
export const EVIDENCE = ['promise', 'proof', 'proof+timestamp'] as const
export type Evidence = (typeof EVIDENCE)[number]

/** Whether what there is does for what is asked. */
export function suffices(there: Evidence, asked: Evidence): boolean {
  return EVIDENCE.indexOf(there) >= EVIDENCE.indexOf(asked)
}
