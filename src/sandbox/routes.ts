/**
 * Every route of the server. The order of what is asked of a request is the same for all: may this caller (gates), is what is
 * submitted right (schema), are the parameters right, does the caller own the ID, and only then what the operation itself asks.
 *
 * Source: the OpenAPI document of CVE Services 2.6.2 (28 operations), and the routers for what it leaves out.
 *
 * @module
 */
import { adp, cna, partner, secretariat, secretariatOrAdmin, secretariatOrBulkDownload } from './gates.ts'
import { createRange, listIds, modifyId, showOneId } from './operations/cve-ids.ts'
import { createOrg, isFlatList, listOrgs, showOneOrg, showQuota, updateOrg } from './operations/orgs.ts'
import { putAdpContainer } from './operations/records-adp.ts'
import { publishRecord, updateRecord } from './operations/records-cna.ts'
import { createFullRecord, updateFullRecord } from './operations/records-full.ts'
import { countRecords, listRecords, listRecordsFromCursor, showRecord } from './operations/records-read.ts'
import { rejectId, rejectRecord } from './operations/records-reject.ts'
import { reserveIds } from './operations/reserve.ts'
import { createUser, listAllUsers, listUsers, resetSecret, showOneUser, updateUser } from './operations/users.ts'
import {
  atMost,
  type BodyField,
  between,
  check,
  cveIdSyntax,
  fourDigits,
  looseBoolean,
  lowerCase,
  notEmpty,
  oneOf,
  pageNumber,
  shortNameLength,
  type TextParameter,
  type TextParameters,
  timestamp,
  upperCase,
  usernameSyntax,
  wholeNumber,
} from './parameters.ts'
import type { Route } from './route.ts'
import { ORG_ROLES, USER_ROLES } from './state.ts'

const id: TextParameters = { id: { checks: [cveIdSyntax] } }
const shortname: TextParameters = { shortname: { checks: [notEmpty, shortNameLength] } }
const username: TextParameters = { ...shortname, username: { checks: [notEmpty, usernameSyntax] } }

const page: TextParameters = { page: { checks: [pageNumber] } }
const time = (name: string): TextParameters => ({
  [`${name}.lt`]: { checks: [timestamp] },
  [`${name}.gt`]: { checks: [timestamp] },
})
const state = (states: readonly string[], message: string): TextParameters => ({
  state: { clean: upperCase, checks: [oneOf(states, message)] },
})
const recordState = state(['REJECTED', 'PUBLISHED'], 'Invalid record state. Valid states are: PUBLISHED, REJECTED')
const truth = (name: string): TextParameter => ({
  checks: [
    looseBoolean(
      `Invalid ${name} value. Value should be 1, true, or yes to indicate true, or 0, false, or no to indicate false`,
    ),
  ],
})
const shortName: TextParameter = { checks: [notEmpty, shortNameLength] }
const recordFilter: TextParameters = {
  ...time('time_modified'),
  ...recordState,
  count_only: truth('count_only'),
  assigner_short_name: shortName,
  assigner: { checks: [notEmpty] },
  cna_modified: truth('cna_modified'),
  adp_short_name: shortName,
}
const erlcheck: TextParameters = { erlcheck: truth('erlcheck') }

const ORG_ROLE = 'Invalid role. Valid roles are CNA, SECRETARIAT'
const USER_ROLE = 'Invalid role. Valid role is ADMIN'
const roles = (known: readonly string[], message: string): TextParameter => ({
  list: true,
  clean: upperCase,
  checks: [oneOf(known, message)],
})
const quota = between(0, 100_000, 'The id_quota does not comply with CVE id quota limitations')
const nameLength = (part: string): TextParameter => ({
  checks: [atMost(100, `Invalid name.${part}. Name must be between 1 and 100 characters in length.`)],
})

const textField = (...checks: readonly { holds(value: string): boolean; message: string }[]): BodyField => ({
  checks: [
    check((value) => typeof value === 'string'),
    ...checks.map(({ holds, message }) =>
      check<unknown>((value) => holds(typeof value === 'string' ? value : ''), message),
    ),
  ],
})
const rolesField = (known: readonly string[], message: string): BodyField => ({
  checks: [
    check(isFlatList, 'Parameter must be a one-dimensional array of strings'),
    check(
      (value) => !Array.isArray(value) || value.every((role) => known.includes(String(role).toUpperCase())),
      message,
    ),
  ],
})
const nameField = (part: string): BodyField => {
  const [length] = nameLength(part).checks
  return length === undefined ? { checks: [] } : textField(length)
}

export const ROUTES: readonly Route[] = [
  // CVE IDs.
  {
    method: 'GET',
    path: '/cve-id',
    who: [],
    query: {
      ...page,
      ...state(
        ['RESERVED', 'PUBLISHED', 'REJECTED'],
        'Invalid CVE ID state. Valid states are: RESERVED, PUBLISHED, REJECTED',
      ),
      cve_id_year: { checks: [fourDigits] },
      ...time('time_reserved'),
      ...time('time_modified'),
    },
    run: listIds,
  },
  {
    method: 'POST',
    path: '/cve-id',
    who: [cna],
    query: {
      amount: { required: true, checks: [wholeNumber] },
      batch_type: { clean: lowerCase, checks: [] },
      short_name: { required: true, checks: [shortNameLength] },
      cve_year: { required: true, checks: [fourDigits] },
    },
    run: reserveIds,
  },
  {
    method: 'GET',
    path: '/cve-id/{id}',
    pathParameters: id,
    who: 'everybody',
    rateLimited: true,
    mayAuthenticate: true,
    query: {},
    run: showOneId,
  },
  {
    method: 'PUT',
    path: '/cve-id/{id}',
    pathParameters: id,
    who: [cna],
    query: {
      org: shortName,
      ...state(['RESERVED', 'REJECTED'], 'Invalid CVE ID state. Valid states are: RESERVED, REJECTED'),
    },
    owned: true,
    run: modifyId,
  },
  {
    method: 'POST',
    path: '/cve-id-range/{year}',
    pathParameters: { year: { checks: [fourDigits] } },
    who: [secretariat],
    query: {},
    run: createRange,
  },

  // CVE records.
  {
    method: 'GET',
    path: '/cve/{id}',
    pathParameters: id,
    who: 'everybody',
    rateLimited: true,
    run: showRecord,
  },
  { method: 'GET', path: '/cve_count', who: 'everybody', query: recordState, run: countRecords },
  {
    method: 'GET',
    path: '/cve',
    who: [secretariatOrBulkDownload],
    query: { ...page, ...recordFilter },
    run: listRecords,
  },
  {
    method: 'GET',
    path: '/cve_cursor',
    who: [secretariatOrBulkDownload],
    query: {
      ...recordFilter,
      next_page: { checks: [] },
      previous_page: { checks: [] },
      limit: { checks: [between(1, 500)] },
    },
    run: listRecordsFromCursor,
  },
  {
    method: 'POST',
    path: '/cve/{id}',
    pathParameters: id,
    who: [secretariat],
    submits: 'record',
    run: createFullRecord,
  },
  {
    method: 'PUT',
    path: '/cve/{id}',
    pathParameters: id,
    who: [secretariat],
    submits: 'record',
    run: updateFullRecord,
  },
  {
    method: 'POST',
    path: '/cve/{id}/cna',
    pathParameters: id,
    who: [cna],
    query: erlcheck,
    submits: 'published',
    owned: true,
    run: publishRecord,
  },
  {
    method: 'PUT',
    path: '/cve/{id}/cna',
    pathParameters: id,
    who: [cna],
    query: erlcheck,
    submits: 'published',
    owned: true,
    run: updateRecord,
  },
  {
    method: 'POST',
    path: '/cve/{id}/reject',
    pathParameters: id,
    who: [cna],
    submits: 'rejected',
    owned: true,
    run: rejectId,
  },
  {
    method: 'PUT',
    path: '/cve/{id}/reject',
    pathParameters: id,
    who: [cna],
    submits: 'rejected',
    owned: true,
    run: rejectRecord,
  },
  { method: 'PUT', path: '/cve/{id}/adp', pathParameters: id, who: [adp], run: putAdpContainer },

  // Organisations and users.
  { method: 'GET', path: '/org', who: [secretariat], query: page, run: listOrgs },
  {
    method: 'POST',
    path: '/org',
    who: [secretariat],
    query: {},
    body: {
      short_name: { required: true, ...textField(notEmpty, shortNameLength) },
      name: { required: true, ...textField(notEmpty) },
      'authority.active_roles': rolesField(ORG_ROLES, 'Organization role does not exist.'),
      'policies.id_quota': {
        checks: [check((value) => quota.holds(String(value)) && !Array.isArray(value), quota.message)],
      },
    },
    run: createOrg,
  },
  { method: 'GET', path: '/org/{identifier}', who: [], query: {}, run: showOneOrg },
  {
    method: 'PUT',
    path: '/org/{shortname}',
    pathParameters: shortname,
    who: [secretariat],
    query: {
      new_short_name: shortName,
      id_quota: { checks: [quota] },
      name: { checks: [notEmpty] },
      'active_roles.add': roles(ORG_ROLES, ORG_ROLE),
      'active_roles.remove': roles(ORG_ROLES, ORG_ROLE),
    },
    run: updateOrg,
  },
  {
    method: 'GET',
    path: '/org/{shortname}/id_quota',
    pathParameters: shortname,
    who: [],
    query: {},
    run: showQuota,
  },
  {
    method: 'GET',
    path: '/org/{shortname}/users',
    pathParameters: shortname,
    who: [],
    query: page,
    run: listUsers,
  },
  {
    method: 'POST',
    path: '/org/{shortname}/user',
    pathParameters: shortname,
    who: [secretariatOrAdmin, partner],
    query: {},
    body: {
      username: { required: true, ...textField(notEmpty, usernameSyntax) },
      org_uuid: textField(),
      uuid: textField(),
      'name.first': nameField('first'),
      'name.last': nameField('last'),
      'name.middle': nameField('middle'),
      'name.suffix': nameField('suffix'),
      'authority.active_roles': rolesField(USER_ROLES, 'User role does not exist.'),
    },
    run: createUser,
  },
  {
    method: 'GET',
    path: '/org/{shortname}/user/{username}',
    pathParameters: username,
    who: [],
    query: {},
    run: showOneUser,
  },
  {
    method: 'PUT',
    path: '/org/{shortname}/user/{username}',
    pathParameters: username,
    who: [partner],
    query: {
      active: { checks: [looseBoolean()] },
      new_username: { checks: [notEmpty, usernameSyntax] },
      org_short_name: shortName,
      'name.first': nameLength('first'),
      'name.last': nameLength('last'),
      'name.middle': nameLength('middle'),
      'name.suffix': nameLength('suffix'),
      'active_roles.add': roles(USER_ROLES, USER_ROLE),
      'active_roles.remove': roles(USER_ROLES, USER_ROLE),
    },
    run: updateUser,
  },
  {
    method: 'PUT',
    path: '/org/{shortname}/user/{username}/reset_secret',
    pathParameters: username,
    who: [partner],
    query: {},
    run: resetSecret,
  },
  { method: 'GET', path: '/users', who: [secretariat], query: page, run: listAllUsers },

  { method: 'GET', path: '/health-check', who: 'everybody', run: () => ({ status: 200 }) },
]
