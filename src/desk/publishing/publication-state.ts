import type { PublicationState } from './view.ts'

/** Nothing more happens to it. */
export function isEnded(state: PublicationState): boolean {
  return state !== 'scheduled' && state !== 'waiting' && state !== 'sending'
}

/** The server holds what was asked for. */
export function isDone(state: PublicationState): boolean {
  return state === 'published' || state === 'unchanged'
}

export const UNFINISHED: readonly PublicationState[] = ['scheduled', 'waiting', 'sending']
