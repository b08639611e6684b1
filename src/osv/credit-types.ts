import { CREDIT_TYPES } from '#vulnerability'

/** The ten types of credits in OSV: those of the CVE Record Format, in capitals. Source: OSV schema 1.7.5, `credits[].type`. */
export const OSV_CREDIT_TYPES: readonly string[] = CREDIT_TYPES.map((type) => type.toUpperCase().replace(' ', '_'))
