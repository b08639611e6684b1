import { type CnaContainer, parseCve } from '#cve'
import { type Json, parseJson } from '#json'
import type { LinkAnswer, LintWorld } from '#lint'
import type { WorldOf } from './check-text.ts'
import { kindOf } from './names.ts'

/** The web as the desk needs it. No request goes to a private network, and none carries anything that tells who asks. */
export interface Web {
  /** Whether a page can be opened. */
  look(url: string): Promise<LinkAnswer>
  /** What the public reads there. */
  read(url: string): Promise<{ readonly public: boolean; readonly text: string }>
}

/** What the web said, for the world of each record. */
export interface AskedLinks {
  readonly worldOf: WorldOf
  readonly asked: number
  /** Records whose links were not asked, and why: a request tells the owner of a page that somebody looks. */
  readonly passedOver: readonly { readonly path: string; readonly why: string }[]
}

/** Requests at the same time. */
const AT_ONCE = 8

/**
 * Asks for the links of records that are public already. Drafts, and records under embargo, are passed over. A page that several
 * records name is asked for once. `advisories` is where the advisories of the CNA stand.
 */
export async function askLinks(
  texts: readonly { readonly path: string; readonly text: string }[],
  worldOf: WorldOf,
  now: string,
  web: Web,
  progress: (done: number, total: number) => void,
): Promise<AskedLinks> {
  const passedOver: { path: string; why: string }[] = []
  const urls = new Set<string>()
  const advisoryOf = new Map<string, string>()
  for (const { path, text } of texts) {
    const document = parseJson(text)
    // What is no CVE record has no links of one, and lint itself says what is wrong with it.
    if (!document.ok || kindOf(document.value.value) !== 'cve') continue
    const read = published(document.value.value)
    if (read === undefined) {
      passedOver.push({ path, why: 'it is not published' })
      continue
    }
    const { embargo, cna } = worldOf(read.id)
    if (embargo !== undefined && Date.parse(embargo.until) > Date.parse(now)) {
      passedOver.push({ path, why: `embargo until ${embargo.until}` })
      continue
    }
    for (const { url } of read.container.references ?? []) if (/^https?:/i.test(url)) urls.add(url)
    const own = cna?.advisories
    const advisory = own === undefined ? undefined : read.container.references?.find(({ url }) => url.startsWith(own))
    if (advisory !== undefined) advisoryOf.set(read.id, advisory.url)
  }
  const links = new Map<string, LinkAnswer>()
  await inTurn([...urls], async (url) => {
    links.set(url, await web.look(url))
    progress(links.size, urls.size)
  })
  const advisories = new Map<string, NonNullable<LintWorld['advisory']>>()
  await inTurn([...advisoryOf], async ([id, url]) => {
    advisories.set(id, { url, ...(await web.read(url)) })
  })
  return {
    worldOf(id) {
      const world = worldOf(id)
      const advisory = id === undefined ? undefined : advisories.get(id)
      return { ...world, links, ...(advisory && { advisory }) }
    },
    asked: urls.size,
    passedOver,
  }
}

function published(document: Json): { readonly id: string; readonly container: CnaContainer } | undefined {
  const read = parseCve(document)
  if (!read.ok || read.value.kind !== 'record') return undefined
  const { cveMetadata, containers } = read.value.record
  if (cveMetadata.state !== 'PUBLISHED' || cveMetadata.datePublished === undefined) return undefined
  return { id: cveMetadata.cveId, container: containers.cna }
}

/** A few at a time, none twice. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker))
}
