import { checkSeverity, modified, severity } from './cvss-values.ts'
import { type Definition, object, type TextForm, tenths, text, word } from './definition.ts'

/** The values of each metric that a vector must have, in the order of the specification of CVSS 4.0 (table 23). */
const MANDATORY: Readonly<Record<string, string>> = {
  AV: '[NALP]',
  AC: '[LH]',
  AT: '[NP]',
  PR: '[NLH]',
  UI: '[NPA]',
  VC: '[HLN]',
  VI: '[HLN]',
  VA: '[HLN]',
  SC: '[HLN]',
  SI: '[HLN]',
  SA: '[HLN]',
}

/** Of those that it may have; they too stand in this order. */
const OPTIONAL: Readonly<Record<string, string>> = {
  E: '[XAPU]',
  CR: '[XHML]',
  IR: '[XHML]',
  AR: '[XHML]',
  MAV: '[XNALP]',
  MAC: '[XLH]',
  MAT: '[XNP]',
  MPR: '[XNLH]',
  MUI: '[XNPA]',
  MVC: '[XNLH]',
  MVI: '[XNLH]',
  MVA: '[XNLH]',
  MSC: '[XNLH]',
  MSI: '[XNLHS]',
  MSA: '[XNLHS]',
  S: '[XNP]',
  AU: '[XNY]',
  R: '[XAUI]',
  V: '[XDC]',
  RE: '[XLMH]',
  U: '(?:X|Clear|Green|Amber|Red)',
}

const VECTOR = new RegExp(
  [
    '^CVSS:4\\.0',
    ...Object.entries(MANDATORY).map(([metric, values]) => `/${metric}:${values}`),
    ...Object.entries(OPTIONAL).map(([metric, values]) => `(?:/${metric}:${values})?`),
    '$',
  ].join(''),
)

const vector: TextForm = {
  keyword: 'pattern',
  accepts: (value) => VECTOR.test(value),
  wanted:
    'a CVSS 4.0 vector such as CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, its metrics in this order',
}

const impact: Definition = word('NONE', 'LOW', 'HIGH')
const modifiedImpact: Definition = modified('NONE', 'LOW', 'HIGH')
const modifiedOrSafety: Definition = modified('NONE', 'LOW', 'HIGH', 'SAFETY')
const requirement: Definition = modified('LOW', 'MEDIUM', 'HIGH')

/**
 * Source: `cvssV4_0`. It also compares `threatScore` and `environmentalScore` with their severities; but as neither is among the
 * fields that it allows, both are told of as unknown fields here.
 */
export const cvss40: Definition = object(
  'a CVSS 4.0 object',
  {
    required: {
      version: word('4.0'),
      vectorString: text({}, vector),
      baseScore: tenths,
      baseSeverity: severity,
    },
    optional: {
      attackVector: word('NETWORK', 'ADJACENT', 'LOCAL', 'PHYSICAL'),
      attackComplexity: word('HIGH', 'LOW'),
      attackRequirements: word('NONE', 'PRESENT'),
      privilegesRequired: word('HIGH', 'LOW', 'NONE'),
      userInteraction: word('NONE', 'PASSIVE', 'ACTIVE'),
      vulnConfidentialityImpact: impact,
      vulnIntegrityImpact: impact,
      vulnAvailabilityImpact: impact,
      subConfidentialityImpact: impact,
      subIntegrityImpact: impact,
      subAvailabilityImpact: impact,
      exploitMaturity: modified('UNREPORTED', 'PROOF_OF_CONCEPT', 'ATTACKED'),
      confidentialityRequirement: requirement,
      integrityRequirement: requirement,
      availabilityRequirement: requirement,
      modifiedAttackVector: modified('NETWORK', 'ADJACENT', 'LOCAL', 'PHYSICAL'),
      modifiedAttackComplexity: modified('HIGH', 'LOW'),
      modifiedAttackRequirements: modified('NONE', 'PRESENT'),
      modifiedPrivilegesRequired: modified('HIGH', 'LOW', 'NONE'),
      modifiedUserInteraction: modified('NONE', 'PASSIVE', 'ACTIVE'),
      modifiedVulnConfidentialityImpact: modifiedImpact,
      modifiedVulnIntegrityImpact: modifiedImpact,
      modifiedVulnAvailabilityImpact: modifiedImpact,
      modifiedSubConfidentialityImpact: modifiedImpact,
      modifiedSubIntegrityImpact: modifiedOrSafety,
      modifiedSubAvailabilityImpact: modifiedOrSafety,
      Safety: modified('NEGLIGIBLE', 'PRESENT'),
      Automatable: modified('NO', 'YES'),
      Recovery: modified('AUTOMATIC', 'USER', 'IRRECOVERABLE'),
      valueDensity: modified('DIFFUSE', 'CONCENTRATED'),
      vulnerabilityResponseEffort: modified('LOW', 'MODERATE', 'HIGH'),
      providerUrgency: modified('CLEAR', 'GREEN', 'AMBER', 'RED'),
    },
  },
  { together: checkSeverity },
)
