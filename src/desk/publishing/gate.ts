import { confirm, confirmationFor, type Target } from '#desk/cna'
import type { Standing } from '#desk/review'
import { type Fault, fail, ok, type Result } from '#fault'

/** What decides whether an edition may leave the house for a target. */
export interface GateFacts {
  readonly target: Target
  readonly cve: string
  /** The edition that somebody wants to send, and the one that is current. */
  readonly wanted: number
  readonly current: number
  readonly standing: Pick<Standing, 'state'>
  /** Whether only some may know, and the moment at which that ends where one is set. */
  readonly embargoed: boolean
  readonly embargo?: string
  /** When it is to be sent. */
  readonly at: string
}

/** Approval by a second person is for what others can see; a sandbox is a rehearsal on this machine. */
export function needsApproval(target: Target): boolean {
  return target !== 'sandbox'
}

/** Why an edition may not be sent to a target at that moment; undefined where it may. */
export function gateFault(facts: GateFacts): Fault | undefined {
  const { target, wanted, current, standing, embargoed, embargo, at } = facts
  if (wanted !== current) return notCurrent(wanted, current)
  if (target === 'sandbox') return undefined
  if (embargoed && embargo === undefined) return noEnd(target)
  if (embargo !== undefined && Date.parse(embargo) > Date.parse(at)) return tooEarly(target, embargo)
  return standing.state === 'approved' ? undefined : notApproved(target)
}

/** The word that has to be typed for a target; undefined where none is asked for. */
export function confirmationOf(target: Target, names: readonly string[]): string | undefined {
  return target === 'production' ? confirmationFor(names) : undefined
}

/** Holds what was typed against what production asks for. */
export function checkConfirmation(target: Target, names: readonly string[], given: string | undefined): Result<void> {
  const said = confirm(target, confirmationFor(names), target === 'production' ? given : undefined)
  if (said.ok) return ok(undefined)
  const { code, kind, message } = said.fault
  return fail({ code, kind, message, at: '/confirm', hint: `type ${confirmationFor(names)}` })
}

function notCurrent(wanted: number, current: number): Fault {
  return {
    code: 'PUBLICATION_EDITION',
    kind: 'conflict',
    message: `edition ${wanted} of the facts is not the current one, which is ${current}`,
    hint: 'look at what changed, and ask again',
  }
}

function noEnd(target: Target): Fault {
  return {
    code: 'PUBLICATION_EMBARGO',
    kind: 'refused',
    message: `it is under embargo without an end, and ${target} is seen by others`,
    hint: 'set the moment at which the embargo ends, or rehearse in the sandbox',
  }
}

function tooEarly(target: Target, embargo: string): Fault {
  return {
    code: 'PUBLICATION_EMBARGO',
    kind: 'refused',
    message: `it is under embargo until ${embargo}, and ${target} is seen by others`,
    hint: `schedule it for ${embargo} or later, or rehearse in the sandbox`,
  }
}

function notApproved(target: Target): Fault {
  return {
    code: 'PUBLICATION_NOT_APPROVED',
    kind: 'refused',
    message: `nobody has approved this edition, and ${target} takes an approval`,
    hint: 'ask for a review; whoever changed something does not approve it',
  }
}
