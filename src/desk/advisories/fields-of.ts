import type { Json } from '#json'
import type { OverrideScope, Vulnerability } from '#vulnerability'
import type { FactsView, FieldName } from './views.ts'

/** Every field that people edit, in the order of the facts file. */
export const FIELD_NAMES: readonly FieldName[] = [
  'cve',
  'aliases',
  'title',
  'description',
  'workarounds',
  'embargo',
  'reserved',
  'published',
  'rejected-reason',
  'introduced',
  'fixes',
  'not-fixes',
  'reverts',
  'overrides',
  'provisional',
  'stated',
  'weaknesses',
  'attack-patterns',
  'severity',
  'references',
  'credits',
  'timeline',
  'modules',
  'platforms',
  'discovery',
  'record',
]

/** The fields of a vulnerability as the facts file has them; empty lists and texts are absent. */
export function fieldsOf(facts: Vulnerability): FactsView {
  const fields: Readonly<Record<FieldName, Json | undefined>> = {
    cve: facts.cve,
    aliases: facts.aliases,
    title: facts.title,
    description: facts.description,
    workarounds: facts.workarounds,
    embargo: facts.embargo,
    reserved: facts.reserved,
    published: facts.published,
    'rejected-reason': facts.rejectedReason,
    introduced: facts.introduced,
    fixes: facts.fixes.map((each) => ({ ...each })),
    'not-fixes': facts.notFixes,
    reverts: facts.reverts.map((each) => ({ ...each })),
    overrides: facts.overrides.map(({ scope, ...rest }) => ({ ...scopeField(scope), ...rest })),
    provisional: facts.provisional.map((each) => ({ ...each })),
    stated: facts.stated.map((each) => ({ ...each })),
    weaknesses: facts.weaknesses,
    'attack-patterns': facts.attackPatterns,
    severity: facts.severity.map(({ text }) => text),
    references: facts.references.map((each) => ({ ...each })),
    credits: facts.credits.map((each) => ({ ...each })),
    timeline: facts.timeline.map((each) => ({ ...each })),
    modules: facts.modules,
    platforms: facts.platforms,
    discovery: facts.discovery,
    record: facts.record,
  }
  return Object.fromEntries(
    FIELD_NAMES.flatMap((name) => {
      const value = fields[name]
      return isNothing(value) ? [] : [[name, value]]
    }),
  )
}

/** A list without items, a text without letters and an absent field say the same: nothing. */
export function isNothing(value: Json | undefined): value is undefined {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function scopeField(scope: OverrideScope): { readonly [kind: string]: string } {
  switch (scope.kind) {
    case 'version':
      return { version: scope.version }
    case 'floor':
      return { floor: scope.version }
    case 'branch':
      return { branch: scope.branch }
    case 'range':
      return { range: scope.range }
  }
}
