/**
 * The advisories that are mutated: the real ones, and invented ones in which every field of the format stands.
 *
 * @module
 */
import { globSync, readFileSync } from 'node:fs'
import { parseJson, parseYaml } from '#json'
import type { Seed } from '../cve-schema/seeds.ts'

const data = new URL('../../../../shared/data/osv/', import.meta.url)

/** The advisories of the PSF (JSON) and of the PyPA (YAML). */
export function realAdvisories(): readonly Seed[] {
  return globSync(['psf/**/*.json', 'pypa/**/*.yaml'], { cwd: data })
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, data), 'utf8')
      const read = name.endsWith('.json') ? parseJson(text) : parseYaml(text)
      if (!read.ok) throw new Error(`${name}: ${read.fault.message}`)
      return { name, text: JSON.stringify(read.value.value) }
    })
}

const SHA1 = '6ceb8aeda504b079fef7a57b8d81472f15cdd9a5'
const SHA256 = 'b14e0c7a95a0ba39e4e2f2cbe29a01ae4f6b4d3f6dc1b3ca97bb8c8cd7c7ba51'

const everyField = {
  schema_version: '1.7.5',
  id: 'PSF-2030-4',
  modified: '2030-02-20T09:00:00.123456Z',
  published: '2030-02-20T08:00:00Z',
  withdrawn: '2032-02-29T23:59:60Z',
  aliases: ['CVE-2030-10421', 'GHSA-2c4m-59x9-fr2g'],
  related: ['CVE-2030-10422'],
  upstream: ['CVE-2030-10423'],
  summary: 'Link followed',
  details: 'Lantern follows a link.',
  severity: [
    { type: 'CVSS_V2', score: 'AV:L/AC:L/Au:N/C:N/I:C/A:N/E:POC/RL:OF/RC:UC/CDP:LM/TD:MH/CR:ND' },
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N/E:P/MAV:X' },
    {
      type: 'CVSS_V4',
      score: 'CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N/E:A/MSI:S/AU:Y/U:Amber',
    },
    { type: 'Ubuntu', score: 'medium' },
  ],
  affected: [
    {
      package: { ecosystem: 'Debian:12', name: 'lantern', purl: 'pkg:deb/debian/lantern' },
      severity: null,
      ranges: [
        {
          type: 'GIT',
          repo: 'https://git.example/lantern',
          events: [{ introduced: '0' }, { introduced: SHA256 }, { fixed: SHA1 }, { limit: SHA1 }],
          database_specific: { found: 'by hand' },
        },
        { type: 'SEMVER', events: [{ introduced: '0' }, { last_affected: '1.2.0' }] },
        { type: 'ECOSYSTEM', events: [{ introduced: '1.0' }, { fixed: '1.2' }, { introduced: '2.0' }, { limit: '*' }] },
      ],
      versions: ['1.0', '1.1'],
      ecosystem_specific: { imports: [] },
      database_specific: { source: 'https://lantern.example' },
    },
  ],
  references: [{ type: 'ADVISORY', url: 'https://lantern.example/advisories/4' }],
  credits: [{ name: 'Ada Example', contact: ['https://ada.example'], type: 'REMEDIATION_DEVELOPER' }],
  database_specific: { cwe_ids: ['CWE-59'] },
}

const { severity, ...rest } = everyField
const severityOfOne = { ...rest, affected: [{ ...everyField.affected[0], severity }] }
const nothing = {
  id: 'x_LSF-2030-4',
  modified: '2030-02-20T09:00:00Z',
  aliases: null,
  severity: null,
  affected: null,
  references: null,
}

export const inventedAdvisories: readonly Seed[] = [everyField, severityOfOne, nothing].map((value, i) => ({
  name: `invented ${i}`,
  text: JSON.stringify(value),
}))
