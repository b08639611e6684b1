import { type CnaContainer, parseCve } from '#cve'
import { fail, ok, type Result } from '#fault'
import {
  text as anyText,
  atMost,
  boolean,
  constant,
  integer,
  isObject,
  type Json,
  list,
  nonEmpty,
  object,
  oneOf,
  optional,
  parseJson,
  readShape,
} from '#json'
import type { TemplateContent, TemplateView, TemplateWish } from './views.ts'

const EXPORT = object({
  'steward-template': optional(constant('1')),
  id: optional(anyText),
  isDefault: optional(boolean),
  used: optional(integer),
  version: optional(integer),
  name: nonEmpty,
  about: optional(anyText),
  content: object({
    weaknesses: optional(atMost(100, list(nonEmpty))),
    modules: optional(atMost(1000, list(nonEmpty))),
    platforms: optional(atMost(1000, list(nonEmpty))),
    discovery: optional(oneOf('INTERNAL', 'EXTERNAL', 'USER', 'UNKNOWN')),
    references: optional(atMost(512, list(object({ url: nonEmpty, tags: list(nonEmpty), name: optional(nonEmpty) })))),
    credits: optional(atMost(1000, list(object({ name: nonEmpty, type: nonEmpty, consent: optional(boolean) })))),
    description: optional(anyText),
    workarounds: optional(anyText),
    schedule: optional(
      atMost(
        1000,
        list(
          object({
            branch: nonEmpty,
            status: oneOf('affected', 'fixed', 'unaffected', 'unknown'),
            reason: nonEmpty,
          }),
        ),
      ),
    ),
  }),
})

/** A template as JSON, for another project or another desk. */
export function writeTemplateText({ name, about, content }: TemplateView): string {
  return `${JSON.stringify({ 'steward-template': '1', name, about, content }, undefined, 2)}\n`
}

/**
 * Reads a template: one that was exported here, or a CVE record that stands for one, as Vulnogram keeps them. What such a record holds
 * by accident (a severity that nobody scored, versions that git knows better) is not taken over, and told in the notes.
 *
 * Codes: those of reading JSON and records, `TEMPLATE_EMPTY`.
 */
export function readTemplateText(
  text: string,
): Result<{ readonly wish: TemplateWish; readonly notes: readonly string[] }> {
  const document = parseJson(text)
  if (!document.ok) return document
  const { value } = document.value
  if (isObject(value) && isObject(value.content) && 'name' in value) {
    const read = readShape(EXPORT, value)
    return read.ok
      ? ok({ wish: { name: read.value.name, about: read.value.about ?? '', content: read.value.content }, notes: [] })
      : read
  }
  const read = parseCve(value, { anyId: true })
  if (!read.ok) return read
  const container = read.value.kind === 'record' ? read.value.record.containers.cna : read.value.container
  const content = contentOf(container)
  if (Object.keys(content).length === 0) {
    return fail({
      code: 'TEMPLATE_EMPTY',
      kind: 'invalid',
      message: 'this record holds nothing that a template could give',
      hint: 'a template has weaknesses, references, credits, modules, platforms or a description',
    })
  }
  return ok({
    wish: { name: container.title ?? 'Imported template', about: 'From a CVE record', content },
    notes: notesOf(container),
  })
}

function contentOf(cna: CnaContainer): TemplateContent {
  const product = cna.affected?.[0]
  const weaknesses = (cna.problemTypes ?? []).flatMap(({ descriptions }) =>
    descriptions.flatMap(({ cweId }) => cweId ?? []),
  )
  const references = (cna.references ?? [])
    .filter(({ url }) => !isPlaceholder(url))
    .map(({ url, tags, name }) => ({ url, tags: [...(tags ?? [])], ...(name !== undefined && { name }) }))
  const credits = (cna.credits ?? [])
    .filter(({ value }) => !isPlaceholder(value))
    .map(({ value, type }) => ({ name: value, type: type ?? 'other' }))
  const description = cna.descriptions?.find(({ lang }) => lang.startsWith('en'))?.value
  const discovery = cna.source?.discovery
  return {
    ...unlessEmpty('weaknesses', weaknesses),
    ...unlessEmpty('modules', product?.modules ?? []),
    ...unlessEmpty('platforms', product?.platforms ?? []),
    ...(isDiscovery(discovery) && { discovery }),
    ...unlessEmpty('references', references),
    ...unlessEmpty('credits', credits),
    ...(description !== undefined && !isPlaceholder(description) && { description }),
  }
}

function notesOf(cna: CnaContainer): readonly string[] {
  const product = cna.affected?.[0]
  const has = (items: readonly unknown[] | undefined): boolean => (items?.length ?? 0) > 0
  return [
    ...(has(cna.metrics) ? ['The severity was left out: each vulnerability is scored by a person.'] : []),
    ...(has(product?.versions)
      ? ['The versions were left out: they follow from git and the branches of the project.']
      : []),
    ...(product?.vendor !== undefined || product?.product !== undefined
      ? ['Vendor and product were left out: the settings of the project have them.']
      : []),
    ...((cna.affected?.length ?? 0) > 1 ? ['Only the first product was read.'] : []),
    ...(has(cna.credits) ? ['Nobody in the credits has agreed yet to be named.'] : []),
  ]
}

function isDiscovery(value: Json | undefined): value is 'INTERNAL' | 'EXTERNAL' | 'USER' {
  return value === 'INTERNAL' || value === 'EXTERNAL' || value === 'USER'
}

/** What a form leaves where nobody wrote anything. */
function isPlaceholder(text: string): boolean {
  return text.trim() === '' || /^(?:n\/a|none|todo|tbd|\[[^\]]*\]|<[^>]*>)$/i.test(text.trim())
}

function unlessEmpty<K extends string, T>(key: K, items: readonly T[]): { readonly [P in K]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [key]: items } as { readonly [P in K]?: readonly T[] })
}
