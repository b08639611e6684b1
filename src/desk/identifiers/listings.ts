import type { CveIdEntry, CveServices, Listing, Target } from '#desk/cna'
import { changesKey } from '#desk/published'
import type { Moment, Store } from '#desk/store'
import { ok, type Result } from '#fault'
import type { At } from './counter.ts'
import type { IdentifiersTx } from './ports.ts'

/** The IDs of an organisation as the server told them, and when. */
export interface IdentifierListing {
  readonly entries: readonly CveIdEntry[]
  readonly readAt: string
}

/** What to take the list from: the server, when somebody asks for it, and otherwise what it said within the last minutes. */
export interface ListingWish {
  readonly fresh: boolean
}

/**
 * Lists of IDs that were read. The server hands out a list in pages, and one of thousands takes many requests: it is asked again when
 * this desk changed something there, when the list is five minutes old, and when somebody wants it so.
 */
export interface Listings {
  of(
    store: Pick<Store<Pick<IdentifiersTx, 'settings'>>, 'read'>,
    at: At,
    services: CveServices<Target>,
    wish: ListingWish,
  ): Promise<Result<IdentifierListing>>
}

/** Milliseconds. */
const LASTS = 5 * 60 * 1000

/** Lists in memory; one of 10,000 IDs takes about 5 MB. */
const MOST = 16

interface Kept {
  readonly mark: unknown
  readonly readAt: string
  readonly read: Promise<Result<IdentifierListing>>
}

export function makeListings(moment: Moment): Listings {
  const kept = new Map<string, Kept>()
  return {
    async of(store, { project, target }, { ids, speaker, destination }, { fresh }) {
      const mark = await store.read(({ settings }) => settings.get(changesKey(target)))
      const now = moment()
      const key = [project, destination.url, speaker.org, speaker.user].join(' ')
      const known = kept.get(key)
      const holds = known !== undefined && known.mark === mark && Date.parse(now) - Date.parse(known.readAt) < LASTS
      if (holds && !fresh) return known.read
      const read = all(ids.list({})).then((entries) =>
        entries.ok ? ok({ entries: entries.value, readAt: now }) : entries,
      )
      const current: Kept = { mark, readAt: now, read }
      kept.delete(key)
      kept.set(key, current)
      if (kept.size > MOST) kept.delete(kept.keys().next().value!)
      const result = await read
      if (!result.ok && kept.get(key) === current) kept.delete(key)
      return result
    },
  }
}

/** A whole list, or the fault that ended it. */
export async function all<T>(listing: Listing<T>): Promise<Result<readonly T[]>> {
  const found: T[] = []
  for await (const each of listing) {
    if (!each.ok) return each
    found.push(each.value)
  }
  return ok(found)
}
