import {
  type AffectedProduct,
  type CnaContainer,
  type CveDocument,
  type CvssMetric,
  type Description,
  describeEntry,
  describeProduct,
  type Metric,
  type VersionEntry,
} from '#cve'
import type { JsonObject } from '#json'
import type { Ink } from './ink.ts'
import { table, wrap } from './table.ts'

/** Lines of prose are no wider than this: columns. */
const WIDEST = 100

/** A record as its reader should see it: what is wrong, in which versions, how bad it is, where to read on. */
export function recordLines(document: CveDocument, columns: number, ink: Ink): readonly string[] {
  const width = Math.min(columns, WIDEST)
  const container = document.kind === 'record' ? document.record.containers.cna : document.container
  const adp = document.kind === 'record' ? (document.record.containers.adp ?? []) : []
  return [
    ...headLines(document, container, ink),
    ...containerLines(container, width, ink),
    ...adp.flatMap((each) => {
      const title = each.title ?? each.providerMetadata?.shortName ?? 'an authorised data publisher'
      const lines = containerLines({ ...each, title: '' }, width, ink)
      return lines.length === 0 ? [] : ['', ink('title', `added by ${title}`), ...lines]
    }),
  ]
}

function headLines(document: CveDocument, { title, tags = [] }: CnaContainer, ink: Ink): readonly string[] {
  if (document.kind === 'container') return title === undefined ? [] : [ink('title', onOneLine(title))]
  const { cveId, state, assignerShortName, datePublished, dateRejected, dateUpdated } = document.record.cveMetadata
  const facts = [
    state?.toLowerCase() ?? 'draft',
    assignerShortName === undefined ? undefined : `by ${assignerShortName}`,
    day('published', datePublished),
    day('rejected', dateRejected),
    day('updated', dateUpdated),
    ...tags,
  ]
  return [
    ink('title', onOneLine([cveId, title].filter((part) => part !== undefined).join('  '))),
    facts.filter((fact) => fact !== undefined).join(', '),
  ]
}

function day(what: string, time: string | undefined): string | undefined {
  return time === undefined ? undefined : `${what} ${time.slice(0, 10)}`
}

function containerLines(container: CnaContainer, width: number, ink: Ink): readonly string[] {
  const { affected = [], problemTypes = [], metrics = [], references = [], credits = [], timeline = [] } = container
  const section = (name: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : ['', ink('heading', name), ...lines]
  return [
    ...section('reason for the rejection', prose(container.rejectedReasons, width)),
    ...section(
      'use instead',
      (container.replacedBy ?? []).map((id) => `  ${id}`),
    ),
    ...section('description', prose(container.descriptions, width)),
    ...section(
      'affected',
      affected.flatMap((product) => productLines(product, ink)),
    ),
    ...section(
      'weakness',
      problemTypes.flatMap(({ descriptions }) => descriptions.map(({ description }) => `  ${onOneLine(description)}`)),
    ),
    ...section('severity', metrics.flatMap(metricLines)),
    ...section('workarounds', prose(container.workarounds, width)),
    ...section('solutions', prose(container.solutions, width)),
    ...section('configurations', prose(container.configurations, width)),
    ...section('exploits', prose(container.exploits, width)),
    ...section('references', table(references.map(({ url, tags: kinds = [] }) => [url, kinds.join(', ')]))),
    ...section('credits', table(credits.map(({ value, type }) => [onOneLine(value), type ?? '']))),
    ...section('timeline', table(timeline.map(({ time, value }) => [time.slice(0, 10), onOneLine(value)]))),
    ...section('found by', discoveryLines(container.source)),
  ]
}

/** What is no prose keeps to its line: a line break in it is a slip, or somebody's try to write lines of ours. */
function onOneLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.length === 1 ? text : lines.filter((line) => line !== '').join(' ')
}

/** In the first language that is there: all others say the same. */
function prose(texts: readonly Description[] | undefined, width: number): readonly string[] {
  const text = texts?.find(({ lang }) => /^en(?:-|$)/i.test(lang)) ?? texts?.[0]
  if (text === undefined) return []
  const paragraphs = text.value.trim().replace(/\n\s*\n\s*/g, '\n\n')
  return paragraphs.split('\n').flatMap((line) => wrap(line, width - 2).map((part) => `  ${part}`.trimEnd()))
}

function productLines(product: AffectedProduct, ink: Ink): readonly string[] {
  const { versions = [], defaultStatus, packageURL, modules = [], platforms = [] } = product
  const notes = [packageURL, ...modules, ...platforms].filter((note) => note !== undefined)
  return [
    `  ${ink('title', describeProduct(product))}${notes.length === 0 ? '' : `   ${notes.join(', ')}`}`,
    ...table(
      [
        ...versions.map((entry) => [entry.status, entryText(entry)]),
        [defaultStatus ?? 'unknown', 'all other versions'],
      ],
      '    ',
    ),
  ]
}

function entryText(entry: VersionEntry): string {
  const changes = (entry.changes ?? []).map(({ at, status }) => `${status} from ${at} on`)
  return [describeEntry(entry), ...changes].join('; ')
}

function metricLines(metric: Metric): readonly string[] {
  const vectors: readonly (CvssMetric | undefined)[] = [
    metric.cvssV4_0,
    metric.cvssV3_1,
    metric.cvssV3_0,
    metric.cvssV2_0,
  ]
  const scored = vectors.flatMap((cvss) =>
    cvss === undefined
      ? []
      : [`  ${cvss.baseScore.toFixed(1)} ${cvss.baseSeverity?.toLowerCase() ?? ''}   ${cvss.vectorString}`],
  )
  return metric.other === undefined ? scored : [...scored, `  ${metric.other.type}`]
}

function discoveryLines(source: JsonObject | undefined): readonly string[] {
  const discovery = source?.discovery
  return typeof discovery === 'string' ? [`  ${discovery.toLowerCase()}`] : []
}
