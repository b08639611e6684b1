import { z } from 'zod'
import {
  type FoundationProfile,
  type FoundationView,
  type InvitationView,
  type InvitedView,
  OPERATIONS,
  type Operation,
  type PersonLine,
  ROLES,
  type Role,
  type RoleGrants,
  type RoleView,
} from '#desk/people'

const instant = z.string().describe('RFC 3339, UTC')
export const role: z.ZodEnum<{ [R in Role]: R }> = z.enum(ROLES)
export const operation: z.ZodType<Operation> = z.enum(Object.keys(OPERATIONS) as Operation[])

/** What an organisation calls a project in addresses: the slug. */
export const slug: z.ZodString = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected a slug: small letters, digits and hyphens')

/** A name for people to read; no line breaks and nothing invisible, since it is shown in mails and logs. */
export const personName: z.ZodString = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, 'a name is one line of visible text')

export const email: z.ZodString = z
  .string()
  .trim()
  .max(254)
  .regex(
    /^[^\s@<>"(),:;\\]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i,
    'expected an address such as name@example.org',
  )

/** Long enough that nobody guesses it, and short enough that hashing it is no work. Any characters. */
export const passphrase: z.ZodString = z.string().min(12, 'at least 12 characters are needed').max(256)

export const roleGrants: z.ZodType<RoleGrants> = z
  .object({
    foundation: z.array(role).max(ROLES.length),
    projects: z.record(slug, z.array(role).max(ROLES.length)),
  })
  .meta({ id: 'RoleGrants' })

export const person: z.ZodType<PersonLine> = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(['invited', 'active', 'inactive']),
    version: z.int(),
    created: instant,
    seen: instant.exactOptional(),
    foundation: z.array(role),
    projects: z.record(z.string(), z.array(role)),
  })
  .meta({ id: 'Person' })

export const invitation: z.ZodType<InvitationView> = z
  .object({ person, link: z.string(), expires: instant })
  .meta({ id: 'Invitation' })

export const invited: z.ZodType<InvitedView> = z
  .object({ name: z.string(), email: z.string(), organisation: z.string() })
  .meta({ id: 'Invited' })

export const roleTable: z.ZodType<readonly RoleView[]> = z
  .array(
    z.object({
      role,
      words: z.string(),
      may: z.array(z.object({ operation, about: z.string(), foundationOnly: z.boolean() })),
    }),
  )
  .meta({ id: 'RoleTable' })

/** Short names at CVE Services: 2 to 32 characters without blanks. */
export const shortName: z.ZodString = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{1,31}$/, 'expected 2 to 32 letters, digits and _.-')

const line = z.string().max(300)
const webAddress = z
  .string()
  .max(1000)
  .regex(/^https?:\/\/[^\s<>"]{3,}$/, 'expected an http or https address')

const profileFields = {
  UUID: z.uuid('expected a UUID').or(z.literal('')),
  short_name: shortName,
  long_name: line.min(1),
  aliases: z.array(line).max(50),
  charter_or_scope: z.string().max(10_000),
  product_list: z.string().max(10_000),
  disclosure_policy: z.array(webAddress).max(20),
  vulnerability_advisory_locations: z.array(webAddress).max(50),
  advisory_location_require_credentials: z.boolean(),
  partner_country: line,
  industry: line,
  contact_info: z.object({
    poc: line,
    poc_email: email.or(z.literal('')),
    poc_phone: line,
    org_email: email.or(z.literal('')),
  }),
}

export const foundationProfile: z.ZodType<FoundationProfile> = z
  .object(profileFields)
  .meta({ id: 'FoundationProfile', description: 'The organisation, in the field names of the CVE user registry' })

/** Some fields of the profile: those that change. */
export const profileChange: z.ZodType<Partial<FoundationProfile>> = z.object({
  UUID: profileFields.UUID.exactOptional(),
  short_name: profileFields.short_name.exactOptional(),
  long_name: profileFields.long_name.exactOptional(),
  aliases: profileFields.aliases.exactOptional(),
  charter_or_scope: profileFields.charter_or_scope.exactOptional(),
  product_list: profileFields.product_list.exactOptional(),
  disclosure_policy: profileFields.disclosure_policy.exactOptional(),
  vulnerability_advisory_locations: profileFields.vulnerability_advisory_locations.exactOptional(),
  advisory_location_require_credentials: profileFields.advisory_location_require_credentials.exactOptional(),
  partner_country: profileFields.partner_country.exactOptional(),
  industry: profileFields.industry.exactOptional(),
  contact_info: profileFields.contact_info.exactOptional(),
})

export const foundation: z.ZodType<FoundationView> = z
  .object({ version: z.int(), profile: foundationProfile })
  .meta({ id: 'Foundation' })
