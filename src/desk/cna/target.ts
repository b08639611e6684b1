import { fail, ok, type Result } from '#fault'

/** Whom one talks to: a rehearsal on this machine, the Program's shared test instance, or the registry that the world reads. */
export type Target = 'sandbox' | 'test' | 'production'

/** A target and where it is, as files name it. */
export interface Address {
  readonly target: Target
  /** Base URL without a slash at the end: `https://cveawg.mitre.org/api`. */
  readonly url: string
}

declare const only: unique symbol

/**
 * One target at its address. What is made for a destination carries it along, so that it can be sent nowhere else: the mark lets
 * no `Destination<'test'>` pass for one of another target, nor for one of several.
 */
export interface Destination<T extends Target> extends Address {
  readonly target: T
  readonly [only]?: (target: T) => T
}

/** A destination that is only known when the program runs. */
export type SomeDestination = { readonly [T in Target]: Destination<T> }[Target]

export function destinationOf({ target, url }: Address): SomeDestination {
  return { target, url }
}

/** Does something for a destination of whichever target, with the types of that target. */
export function forTarget<R>(some: SomeDestination, act: <T extends Target>(destination: Destination<T>) => R): R {
  switch (some.target) {
    case 'sandbox':
      return act(some)
    case 'test':
      return act(some)
    case 'production':
      return act(some)
  }
}

/** Where CVE Services answer. Source: the servers of its OpenAPI document, and its test and development instances. */
export const TEST_URL = 'https://cveawg-test.mitre.org/api'
export const PRODUCTION_URL = 'https://cveawg.mitre.org/api'
export const DEVELOPMENT_URL = 'https://cveawg-dev.mitre.org/api'

/** Nothing but ok where `made` may be sent to `here`; a fault where it was made for another target or another address. */
export function sameDestination(made: Address, here: Address): Result<void, 'CNA_OTHER_TARGET'> {
  if (made.target === here.target && made.url === here.url) return ok(undefined)
  return fail({
    code: 'CNA_OTHER_TARGET',
    kind: 'refused',
    message: `this was made for ${describe(made)}, and is not sent to ${describe(here)}`,
    hint: 'make it again for the target that you mean',
  })
}

/** `test (https://cveawg-test.mitre.org/api)` */
function describe({ target, url }: Address): string {
  return `${target} (${url})`
}
