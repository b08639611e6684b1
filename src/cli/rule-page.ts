import { aboutCnaRule, type DeskRule, numberOfCnaRule, type OsvRule, type RecordRule, type Rule } from '#lint'

/** What a rule is about, as its heading in the manual says it. */
const ABOUT: Readonly<Record<Rule['on'], string>> = {
  record: 'CVE record',
  osv: 'OSV record',
  desk: 'work of the CNA',
}

/** The section of one rule in the manual, as Markdown; `steward cve rules CODE` prints the same. */
export function rulePage(rule: Rule): readonly string[] {
  const { code, name, level, what, why, cnaRules = [], fixes } = rule
  const { needsFacts = [], usesFacts = [] } = rule.on === 'desk' ? rule : {}
  const needs = [...(rule.needs ?? []), ...needsFacts]
  const uses = [...(rule.uses ?? []), ...usesFacts]
  const facts = [
    `**${level}**`,
    ABOUT[rule.on],
    ...(rule.on === 'record' && rule.states !== undefined ? [rule.states.join(' and ')] : []),
    ...(fixes === true ? ['has a fix'] : []),
    ...(needs.length > 0 ? [`needs: ${needs.join(', ')}`] : []),
    ...(uses.length > 0 ? [`says more with: ${uses.join(', ')}`] : []),
  ]
  return [
    `## ${code} ${name}`,
    '',
    facts.join(' · '),
    '',
    what,
    '',
    `*Why:* ${why}`,
    '',
    ...cnaRules.flatMap((topic) => {
      const { edition, number } = numberOfCnaRule(topic)
      return [`- CNA Operational Rules ${edition}, ${number}: ${aboutCnaRule(topic)}`]
    }),
    ...(cnaRules.length > 0 ? [''] : []),
    'Wrong:',
    '',
    ...exampleLines(rule, 'wrong'),
    '',
    'Right:',
    '',
    ...exampleLines(rule, 'right'),
  ]
}

function exampleLines(rule: Rule, side: 'wrong' | 'right'): readonly string[] {
  return ['```json', JSON.stringify(exampleOf(rule, side), undefined, 2), '```']
}

/** What an example changes; the sample as it is where it changes nothing. */
function exampleOf(rule: RecordRule | OsvRule | DeskRule, side: 'wrong' | 'right'): object {
  switch (rule.on) {
    case 'desk':
      return rule.example[side].desk
    case 'osv':
      return rule.example[side].record
    case 'record': {
      const { metadata, container } = rule.example[side]
      return { ...(metadata && { cveMetadata: metadata }), ...container }
    }
  }
}
