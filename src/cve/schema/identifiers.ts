import { type Definition, type TextForm, text } from './definition.ts'

function pattern(expression: RegExp, wanted: string): TextForm {
  return { keyword: 'pattern', accepts: (value) => expression.test(value), wanted }
}

/** Source: `cveId`. */
export const cveId: Definition = text({}, pattern(/^CVE-[0-9]{4}-[0-9]{4,19}$/, 'a CVE ID such as CVE-2030-1234'))

/** A UUID of version 4: of an organization, a user, a match. Source: `uuidType`. */
export const uuid: Definition = text(
  {},
  pattern(
    /^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-4[0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/,
    'a UUID of version 4 such as 8c1f2d3e-4a5b-4c6d-8e7f-901234567890',
  ),
)

/** The short name of an organization. Source: `shortName`. */
export const shortName: Definition = text({ min: 2, max: 32 })

/** Source: `problemTypes`. */
export const cweId: Definition = text({ min: 5, max: 9 }, pattern(/^CWE-[1-9][0-9]*$/, 'a CWE ID such as CWE-79'))

/** Source: `impacts`. */
export const capecId: Definition = text(
  { min: 7, max: 11 },
  pattern(/^CAPEC-[1-9][0-9]{0,4}$/, 'a CAPEC ID such as CAPEC-66'),
)

/** The version of the format. Any 5.x.y is taken, as in the official schema. Source: `dataVersion`. */
export const dataVersion: Definition = text(
  {},
  pattern(/^5\.(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))?$/, 'a version of the format such as 5.2.0'),
)
