import { checkSeverity, modified, severity } from './cvss-values.ts'
import { type Definition, object, type TextForm, tenths, text, word } from './definition.ts'

/** The values of each metric in a vector of 3.1, in the order of its specification (table 15). */
const VALUES_31: Readonly<Record<string, string>> = {
  AV: 'NALP',
  AC: 'LH',
  PR: 'NLH',
  UI: 'NR',
  S: 'UC',
  C: 'NLH',
  I: 'NLH',
  A: 'NLH',
  E: 'XUPFH',
  RL: 'XOTWU',
  RC: 'XURC',
  CR: 'XLMH',
  IR: 'XLMH',
  AR: 'XLMH',
  MAV: 'XNALP',
  MAC: 'XLH',
  MPR: 'XNLH',
  MUI: 'XNR',
  MS: 'XUC',
  MC: 'XNLH',
  MI: 'XNLH',
  MA: 'XNLH',
}

/** The official schema of 3.0 takes a fourth value, `U`, for the privileges required. */
const VALUES_30: Readonly<Record<string, string>> = { ...VALUES_31, PR: 'UNLH', MPR: 'XUNLH' }

const impact: Definition = word('NONE', 'LOW', 'HIGH')
const modifiedImpact: Definition = modified('NONE', 'LOW', 'HIGH')
const requirement: Definition = modified('LOW', 'MEDIUM', 'HIGH')

/** Source: `cvssV3_0`. */
export const cvss30: Definition = cvss3('3.0', VALUES_30)

/** Source: `cvssV3_1`. */
export const cvss31: Definition = cvss3('3.1', VALUES_31)

function cvss3(version: string, values: Readonly<Record<string, string>>): Definition {
  return object(
    `a CVSS ${version} object`,
    {
      required: {
        version: word(version),
        vectorString: text({}, vector(version, values)),
        baseScore: tenths,
        baseSeverity: severity,
      },
      optional: {
        attackVector: word('NETWORK', 'ADJACENT_NETWORK', 'LOCAL', 'PHYSICAL'),
        attackComplexity: word('HIGH', 'LOW'),
        privilegesRequired: word('HIGH', 'LOW', 'NONE'),
        userInteraction: word('NONE', 'REQUIRED'),
        scope: word('UNCHANGED', 'CHANGED'),
        confidentialityImpact: impact,
        integrityImpact: impact,
        availabilityImpact: impact,
        exploitCodeMaturity: modified('UNPROVEN', 'PROOF_OF_CONCEPT', 'FUNCTIONAL', 'HIGH'),
        remediationLevel: modified('OFFICIAL_FIX', 'TEMPORARY_FIX', 'WORKAROUND', 'UNAVAILABLE'),
        reportConfidence: modified('UNKNOWN', 'REASONABLE', 'CONFIRMED'),
        temporalScore: tenths,
        temporalSeverity: severity,
        confidentialityRequirement: requirement,
        integrityRequirement: requirement,
        availabilityRequirement: requirement,
        modifiedAttackVector: modified('NETWORK', 'ADJACENT_NETWORK', 'LOCAL', 'PHYSICAL'),
        modifiedAttackComplexity: modified('HIGH', 'LOW'),
        modifiedPrivilegesRequired: modified('HIGH', 'LOW', 'NONE'),
        modifiedUserInteraction: modified('NONE', 'REQUIRED'),
        modifiedScope: modified('UNCHANGED', 'CHANGED'),
        modifiedConfidentialityImpact: modifiedImpact,
        modifiedIntegrityImpact: modifiedImpact,
        modifiedAvailabilityImpact: modifiedImpact,
        environmentalScore: tenths,
        environmentalSeverity: severity,
      },
    },
    { together: checkSeverity },
  )
}

/** Any metrics in any order, as the official pattern has it: that all mandatory ones are there is for the lint to say. */
function vector(version: string, values: Readonly<Record<string, string>>): TextForm {
  const start = `CVSS:${version}/`
  const metrics = new Set(
    Object.entries(values).flatMap(([metric, letters]) => [...letters].map((each) => `${metric}:${each}`)),
  )
  return {
    keyword: 'pattern',
    accepts: (value) =>
      value.startsWith(start) &&
      value
        .slice(start.length)
        .split('/')
        .every((metric) => metrics.has(metric)),
    wanted: `a CVSS ${version} vector such as ${start}AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H`,
  }
}
