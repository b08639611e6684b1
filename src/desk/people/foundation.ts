/**
 * The foundation as the CVE Program knows it. Names and spelling are those of the organisation in the CVE user registry (CVE Services
 * 2.8, `/registry/org`), so that what is written here can be handed in there.
 */
export interface FoundationProfile {
  readonly short_name: string
  readonly long_name: string
  readonly aliases: readonly string[]
  readonly charter_or_scope: string
  readonly product_list: string
  readonly disclosure_policy: readonly string[]
  readonly vulnerability_advisory_locations: readonly string[]
  readonly advisory_location_require_credentials: boolean
  readonly partner_country: string
  readonly industry: string
  readonly contact_info: ContactInfo
}

export interface ContactInfo {
  readonly poc: string
  readonly poc_email: string
  readonly poc_phone: string
  readonly org_email: string
}

/** The profile of a foundation of which only the names are known. */
export function newProfile(shortName: string, longName: string): FoundationProfile {
  return {
    short_name: shortName,
    long_name: longName,
    aliases: [],
    charter_or_scope: '',
    product_list: '',
    disclosure_policy: [],
    vulnerability_advisory_locations: [],
    advisory_location_require_credentials: false,
    partner_country: '',
    industry: '',
    contact_info: { poc: '', poc_email: '', poc_phone: '', org_email: '' },
  }
}
