/**
 * The parameters that several routes have in common, and the ways to build the others.
 *
 * @module
 */
import type { Json } from '#json'
import { isList } from './json-object.ts'
import {
  atMost,
  type BodyField,
  between,
  type Check,
  check,
  cveIdSyntax,
  looseBoolean,
  notEmpty,
  oneOf,
  pageNumber,
  shortNameLength,
  type TextParameter,
  type TextParameters,
  timestamp,
  upperCase,
  usernameSyntax,
} from './parameters.ts'

export const idInPath: TextParameters = { id: { checks: [cveIdSyntax] } }
export const orgInPath: TextParameters = { shortname: { checks: [notEmpty, shortNameLength] } }
export const userInPath: TextParameters = { ...orgInPath, username: { checks: [notEmpty, usernameSyntax] } }

export const page: TextParameters = { page: { checks: [pageNumber] } }
export const time = (name: string): TextParameters => ({
  [`${name}.lt`]: { checks: [timestamp] },
  [`${name}.gt`]: { checks: [timestamp] },
})
export const state = (states: readonly string[], message: string): TextParameters => ({
  state: { clean: upperCase, checks: [oneOf(states, message)] },
})
export const recordState: TextParameters = state(
  ['REJECTED', 'PUBLISHED'],
  'Invalid record state. Valid states are: PUBLISHED, REJECTED',
)
const truth = (name: string): TextParameter => ({
  checks: [
    looseBoolean(
      `Invalid ${name} value. Value should be 1, true, or yes to indicate true, or 0, false, or no to indicate false`,
    ),
  ],
})
export const orgName: TextParameter = { checks: [notEmpty, shortNameLength] }
export const recordFilter: TextParameters = {
  ...time('time_modified'),
  ...recordState,
  count_only: truth('count_only'),
  assigner_short_name: orgName,
  assigner: { checks: [notEmpty] },
  cna_modified: truth('cna_modified'),
  adp_short_name: orgName,
}
export const erlcheck: TextParameters = { erlcheck: truth('erlcheck') }

export const ORG_ROLE = 'Invalid role. Valid roles are CNA, SECRETARIAT'
export const USER_ROLE = 'Invalid role. Valid role is ADMIN'
export const roles = (known: readonly string[], message: string): TextParameter => ({
  list: true,
  clean: upperCase,
  checks: [oneOf(known, message)],
})
export const quota: Check<string> = between(0, 100_000, 'The id_quota does not comply with CVE id quota limitations')
const nameLength = (part: string): Check<string> =>
  atMost(100, `Invalid name.${part}. Name must be between 1 and 100 characters in length.`)
export const namePart = (part: string): TextParameter => ({ checks: [nameLength(part)] })

export const textField = (...checks: readonly Check<string>[]): BodyField => ({
  checks: [
    check((value) => typeof value === 'string'),
    ...checks.map(({ holds, message }) =>
      check<unknown>((value) => holds(typeof value === 'string' ? value : ''), message),
    ),
  ],
})
export const rolesField = (known: readonly string[], message: string): BodyField => ({
  checks: [
    check(isFlatList, 'Parameter must be a one-dimensional array of strings'),
    check(
      (value) => !Array.isArray(value) || value.every((role) => known.includes(String(role).toUpperCase())),
      message,
    ),
  ],
})
export const nameField = (part: string): BodyField => textField(nameLength(part))

/** A one-dimensional list of texts, numbers or truth values. */
function isFlatList(value: Json | undefined): boolean {
  return isList(value) && value.every((each) => ['string', 'number', 'boolean'].includes(typeof each))
}
