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
import { createOrg, listOrgs, showOneOrg, showQuota, updateOrg } from './operations/orgs.ts'
import { putAdpContainer } from './operations/records-adp.ts'
import { publishRecord, updateRecord } from './operations/records-cna.ts'
import { createFullRecord, updateFullRecord } from './operations/records-full.ts'
import { countRecords, listRecords, listRecordsFromCursor, showRecord } from './operations/records-read.ts'
import { rejectId, rejectRecord } from './operations/records-reject.ts'
import { reserveIds } from './operations/reserve.ts'
import { createUser, listAllUsers, listUsers, resetSecret, showOneUser, updateUser } from './operations/users.ts'
import {
  between,
  check,
  fourDigits,
  looseBoolean,
  lowerCase,
  notEmpty,
  shortNameLength,
  usernameSyntax,
  wholeNumber,
} from './parameters.ts'
import type { Route } from './route.ts'
import {
  erlcheck,
  idInPath,
  nameField,
  namePart,
  ORG_ROLE,
  orgInPath,
  orgName,
  page,
  quota,
  recordFilter,
  recordState,
  roles,
  rolesField,
  state,
  textField,
  time,
  USER_ROLE,
  userInPath,
} from './route-parameters.ts'
import { ORG_ROLES, USER_ROLES } from './state.ts'

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
    pathParameters: idInPath,
    who: 'everybody',
    rateLimited: true,
    mayAuthenticate: true,
    query: {},
    run: showOneId,
  },
  {
    method: 'PUT',
    path: '/cve-id/{id}',
    pathParameters: idInPath,
    who: [cna],
    query: {
      org: orgName,
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
    pathParameters: idInPath,
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
    pathParameters: idInPath,
    who: [secretariat],
    submits: 'record',
    run: createFullRecord,
  },
  {
    method: 'PUT',
    path: '/cve/{id}',
    pathParameters: idInPath,
    who: [secretariat],
    submits: 'record',
    run: updateFullRecord,
  },
  {
    method: 'POST',
    path: '/cve/{id}/cna',
    pathParameters: idInPath,
    who: [cna],
    query: erlcheck,
    submits: 'published',
    owned: true,
    run: publishRecord,
  },
  {
    method: 'PUT',
    path: '/cve/{id}/cna',
    pathParameters: idInPath,
    who: [cna],
    query: erlcheck,
    submits: 'published',
    owned: true,
    run: updateRecord,
  },
  {
    method: 'POST',
    path: '/cve/{id}/reject',
    pathParameters: idInPath,
    who: [cna],
    submits: 'rejected',
    owned: true,
    run: rejectId,
  },
  {
    method: 'PUT',
    path: '/cve/{id}/reject',
    pathParameters: idInPath,
    who: [cna],
    submits: 'rejected',
    owned: true,
    run: rejectRecord,
  },
  { method: 'PUT', path: '/cve/{id}/adp', pathParameters: idInPath, who: [adp], run: putAdpContainer },

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
    pathParameters: orgInPath,
    who: [secretariat],
    query: {
      new_short_name: orgName,
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
    pathParameters: orgInPath,
    who: [],
    query: {},
    run: showQuota,
  },
  {
    method: 'GET',
    path: '/org/{shortname}/users',
    pathParameters: orgInPath,
    who: [],
    query: page,
    run: listUsers,
  },
  {
    method: 'POST',
    path: '/org/{shortname}/user',
    pathParameters: orgInPath,
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
    pathParameters: userInPath,
    who: [],
    query: {},
    run: showOneUser,
  },
  {
    method: 'PUT',
    path: '/org/{shortname}/user/{username}',
    pathParameters: userInPath,
    who: [partner],
    query: {
      active: { checks: [looseBoolean()] },
      new_username: { checks: [notEmpty, usernameSyntax] },
      org_short_name: orgName,
      'name.first': namePart('first'),
      'name.last': namePart('last'),
      'name.middle': namePart('middle'),
      'name.suffix': namePart('suffix'),
      'active_roles.add': roles(USER_ROLES, USER_ROLE),
      'active_roles.remove': roles(USER_ROLES, USER_ROLE),
    },
    run: updateUser,
  },
  {
    method: 'PUT',
    path: '/org/{shortname}/user/{username}/reset_secret',
    pathParameters: userInPath,
    who: [partner],
    query: {},
    run: resetSecret,
  },
  { method: 'GET', path: '/users', who: [secretariat], query: page, run: listAllUsers },

  { method: 'GET', path: '/health-check', who: 'everybody', run: () => ({ status: 200 }) },
]
