/**
 * Every error that the server speaks. Codes and sentences are those of CVE Services: clients compare the codes, and people search
 * for the sentences. The status is not here, since CVE Services gives one code several: CVE_RECORD_EXISTS is a 403 when one
 * publishes and a 400 when one rejects.
 *
 * Source: `error.js` of the controllers and of the middleware of CVE Services 2.3 to 2.6. The sentences of ADP_ONLY,
 * ORG_HAS_NO_PARTNER_ROLE and RECORD_TOO_LARGE were not seen there; they are worded like their neighbours.
 *
 * @module
 */
import type { Json, JsonObject } from '#json'
import type { ErrorBody } from './answer.ts'

const error = (code: string, message: string, more: JsonObject = {}): ErrorBody => ({ error: code, message, ...more })

const LATER = 'This will change for many functions as more administrative roles are implemented.'

export const ERRORS = {
  // Everywhere.
  badInput: (details: Json): ErrorBody => error('BAD_INPUT', 'Parameters were invalid', { details }),
  notFound: (): ErrorBody => error('NOT_FOUND', '404: resource not found'),
  headerRequired: (header: string): ErrorBody => error('BAD_REQUEST', `${header} header field required.`),
  badRequest: (message: string): ErrorBody => error('BAD_REQUEST', message),
  jsonSyntax: (message: string): ErrorBody => error('INVALID_JSON_SYNTAX', message),
  recordTooLarge: (): ErrorBody => error('RECORD_TOO_LARGE', 'Records must be less than 3.8MB.'),
  unauthorized: (): ErrorBody => error('UNAUTHORIZED', 'Unauthorized'),
  tooManyRequests: (): ErrorBody => error('TOO_MANY_REQUESTS', 'Too many requests. Please try again later.'),
  serverError: (): ErrorBody => error('INTERNAL_SERVER_ERROR', 'Internal Server Error'),
  serviceNotAvailable: (): ErrorBody => error('SERVICE_NOT_AVAILABLE', 'This service appears to not be available.'),

  // Who may.
  cnaOnly: (): ErrorBody => error('CNA_ONLY', `This function is currently only allowed to CNAs. ${LATER}`),
  adpOnly: (): ErrorBody => error('ADP_ONLY', `This function is currently only allowed to ADPs. ${LATER}`),
  secretariatOnly: (): ErrorBody =>
    error('SECRETARIAT_ONLY', `This function is currently only allowed to the Secretariat. ${LATER}`),
  orgHasNoPartnerRole: (org: string): ErrorBody =>
    error('ORG_HAS_NO_PARTNER_ROLE', `The '${org}' organization does not have a partner role.`),
  notOrgAdminOrSecretariat: (): ErrorBody =>
    error('NOT_ORG_ADMIN_OR_SECRETARIAT', 'Users can only be created by the Secretariat or Org Admin.'),
  notOrgAdminOrSecretariatUpdate: (): ErrorBody =>
    error('NOT_ORG_ADMIN_OR_SECRETARIAT_UPDATE', 'Contact your org Admin to update fields other than your name.'),
  notSameOrgOrSecretariat: (): ErrorBody =>
    error(
      'NOT_SAME_ORG_OR_SECRETARIAT',
      'This information can only be viewed by the users of the same organization or the Secretariat.',
    ),
  notSameUserOrSecretariat: (): ErrorBody =>
    error(
      'NOT_SAME_USER_OR_SECRETARIAT',
      'This information can only be viewed or modified by the Secretariat, an Org Admin or if the requester is the user.',
    ),
  orgDoesNotOwnId: (org: string, id: string): ErrorBody =>
    error('ORG_DOES_NOT_OWN_ID', `It appears that ${org} does not own ${id}`),

  // CVE IDs.
  cveIdNotFound: (id: string): ErrorBody => error('CVE_ID_NOT_FOUND', `${id} not found`),
  invalidAmount: (): ErrorBody => error('INVALID_AMOUNT', 'The amount query parameter needs to be above 0.'),
  noBatchType: (): ErrorBody =>
    error(
      'NO_BATCH_TYPE',
      'The batch_type query parameter must be specified when reserving more than one CVE ID. Available values are: sequential, nonsequential, non-sequential.',
    ),
  invalidBatchType: (): ErrorBody =>
    error(
      'INVALID_BATCH_TYPE',
      'The batch_type provided is invalid. Available values are sequential, nonsequential, non-sequential.',
    ),
  orgCannotReserveForOther: (): ErrorBody =>
    error(
      'ORG_CANNOT_RESERVE_FOR_OTHER',
      'The organization designated by the CVE-API-ORG header is not allowed to reserve IDs for the organization specified by the short_name query parameter.',
    ),
  orgDne: (org: string, parameter: string): ErrorBody =>
    error('ORG_DNE', `The '${org}' organization designated by the ${parameter} query parameter does not exist.`),
  overIdQuota: (details: JsonObject): ErrorBody =>
    error(
      'EXCEEDED_ID_QUOTA',
      "The amount requested would exceed the organization's ID quota. No more IDs can be reserved until the number of IDs in the Reserved state goes below the ID quota or the ID quota is raised. If you feel you are receiving this message in error, please contact support here: https://cveform.mitre.org/",
      { details },
    ),
  reservationInProgress: (): ErrorBody =>
    error('RESERVATION_IN_PROGRESS', 'An ID reservation request for this organization is already in progress.'),
  overNonsequentialMaxAmount: (): ErrorBody =>
    error(
      'OVER_NONSEQUENTIAL_MAX_AMOUNT',
      'The amount query parameter exceeds the maximum amount allowed. Only amounts of 10 ids or less can be reserved at a time.',
    ),
  cannotReserveForYear: (year: string): ErrorBody =>
    error(
      'CANNOT_RESERVE_FOR_YEAR',
      `IDR is not currently configured to reserve IDs for year ${year}. If you believe you are receiving this message in error, please contact an administrator.`,
    ),
  yearRangeFull: (year: string): ErrorBody =>
    error(
      'YEAR_RANGE_FULL',
      `IDR cannot currently reserve IDs for year ${year} as the range it's allowed to reserve from is full. Please contact an administrator to have the range extended.`,
    ),
  yearRangeExists: (year: string): ErrorBody =>
    error('YEAR_RANGE_EXISTS', `CVE Id Range document for year ${year} was not created because it already exists.`),
  reservedPartialAmount: (amount_reserved: number, cve_ids: Json): ErrorBody =>
    error(
      'RESERVED_PARTIAL_AMOUNT',
      'Only a partial amount of CVE IDs were reserved because there are not enough IDs available in the configured range for IDR to reserve the full amount.',
      { details: { amount_reserved }, cve_ids },
    ),
  cannotChangeCveIdWithRecord: (id: string): ErrorBody =>
    error(
      'CANNOT_CHANGE_CVE_ID_WITH_RECORD',
      `A record was found for ${id}. A CVE ID cannot be changed once a record exists for it. Instead, it changes according to the record.`,
    ),
  noQuotaForReserved: (): ErrorBody =>
    error(
      'TRANSITION_STATE_RESERVED_NO_QUOTA',
      'A CVE ID state cannot be changed to RESERVED if the owning organization has no remaining quota.',
    ),

  // CVE records.
  cveIdMismatch: (): ErrorBody =>
    error('CVEID_MISMATCH', 'The cve id parameter does not match the cve id in the JSON body.'),
  cveIdDne: (): ErrorBody => error('CVEID_DNE', 'The cve id does not exist.'),
  cveRecordExists: (): ErrorBody => error('CVE_RECORD_EXISTS', 'The cve record for the cve id already exists.'),
  cveRecordDne: (): ErrorBody => error('CVE_RECORD_DNE', 'The cve record for the cve id does not exist.'),
  invalidRecord: (errors: Json): ErrorBody =>
    error('INVALID_JSON_SCHEMA', 'CVE JSON schema validation FAILED.', { details: { errors } }),
  invalidContainer: (errors: Json): ErrorBody =>
    error('INVALID_JSON_SCHEMA', 'CVE cnaContainer JSON schema validation FAILED.', { details: { errors } }),
  unableToStore: (): ErrorBody =>
    error(
      'UNABLE_TO_STORE_CVE_RECORD',
      'A problem occurred while saving the CVE Record, ensure field names in x_ objects do not start with $ or include a null byte.',
    ),
  erlCheckFailed: (): ErrorBody =>
    error('ERL_CHECK_FAILED', 'The ERL check failed. The CNA container is not enriched and the ERLCheck flag is set.'),
  badUsageOfCnaModified: (): ErrorBody =>
    error('BAD_USAGE_CNA_MODIFIED', 'cna_modified must be used with the time modified parameter'),
  cveRecordRejected: (): ErrorBody =>
    error(
      'CVE_RECORD_REJECTED',
      'The CVE Record for the CVE ID is in the REJECTED state and cannot have an ADP container.',
    ),
  badAdpFormat: (): ErrorBody => error('BAD_ADP_FORMAT', 'The ADP data does not begin with adpContainer.'),
  badAdpJson: (errors: Json): ErrorBody =>
    error('BAD_ADP_JSON', 'The ADP data does not comply with the JSON schema.', { details: { errors } }),

  // Organisations and users.
  orgDneParam: (org: string): ErrorBody =>
    error('ORG_DNE_PARAM', `The '${org}' organization designated by the shortname path parameter does not exist.`),
  orgExists: (org: string): ErrorBody => error('ORG_EXISTS', `The '${org}' organization already exists.`),
  duplicateShortname: (org: string): ErrorBody =>
    error(
      'DUPLICATE_SHORTNAME',
      `The organization cannot be renamed as '${org}' because this shortname is used by another organization.`,
    ),
  uuidProvided: (what: 'org' | 'user'): ErrorBody =>
    error('UUID_PROVIDED', `Providing UUIDs for ${what} creation or update is not allowed.`),
  userDne: (username: string): ErrorBody =>
    error('USER_DNE', `The user '${username}' designated by the username parameter does not exist.`),
  userExists: (username: string): ErrorBody => error('USER_EXISTS', `The user '${username}' already exists.`),
  userLimitReached: (): ErrorBody =>
    error(
      'NUMBER_OF_USERS_IN_ORG_LIMIT_REACHED',
      'The requested user can not be created and added to the organization because the organization has hit its limit of 100 users. Contact the Secretariat.',
    ),
  duplicateUsername: (org: string, username: string): ErrorBody =>
    error(
      'DUPLICATE_USERNAME',
      `The user could not be updated because the '${org}' organization contains another user with the username '${username}'.`,
    ),
  userAlreadyInOrg: (org: string, username: string): ErrorBody =>
    error(
      'USER_ALREADY_IN_ORG',
      `The user could not be updated because the user '${username}' already belongs to the '${org}' organization.`,
    ),
  notAllowedToChangeOrganization: (): ErrorBody =>
    error('NOT_ALLOWED_TO_CHANGE_ORGANIZATION', 'Only the Secretariat can change the organization for a user.'),
  notAllowedToSelfDemote: (): ErrorBody =>
    error('NOT_ALLOWED_TO_SELF_DEMOTE', 'Please have another admin user from your organization change your role.'),
} as const
