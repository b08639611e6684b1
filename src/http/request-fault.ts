import type { Fault } from '#fault'

/** Carries a fault out of a parser or a hook of Fastify, which know exceptions only, to the error handler and no further. */
export class RequestFault extends Error {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message)
    this.fault = fault
  }
}
