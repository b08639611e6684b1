import type { FastifySchemaCompiler } from 'fastify'
import type { ZodType } from 'zod'
import { failAll } from '#fault'
import { pointer } from '#json'
import { RequestFault } from './request-fault.ts'

/** Reads each part of a request by its shape. Every place that is wrong is told, by its pointer or the name of its parameter. */
export const readByShape: FastifySchemaCompiler<ZodType> = ({ schema, httpPart }) => {
  return (given) => {
    const read = schema.safeParse(given)
    if (read.success) return { value: read.data }
    const faults = read.error.issues.slice(0, MOST_PLACES).map(({ path, message }) => ({
      code: 'REQUEST_INVALID',
      kind: 'invalid' as const,
      message: `cannot take the request: ${lowerFirst(message)}`,
      at: httpPart === 'body' ? pointer(...path.map(String)) : path.map(String).join('.'),
    }))
    return { error: new RequestFault(failAll(faults).fault) }
  }
}

/** A body that is wrong in a million places is not answered with a million lines. */
const MOST_PLACES = 50

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
