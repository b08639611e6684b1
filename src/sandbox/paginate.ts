import type { Json, JsonObject } from '#json'

/** How many items one page has. */
export const PAGE_SIZE = 500

/**
 * One page of a list under its name. The fields about pages are there only when the whole list has at least one full page: the quirk
 * that every client of CVE Services has to know.
 */
export function page<T>(
  name: string,
  items: readonly T[],
  asked: string | undefined,
  show: (item: T) => Json,
): JsonObject {
  const current = Number(asked ?? 1)
  const shown = items.slice((current - 1) * PAGE_SIZE, current * PAGE_SIZE).map(show)
  if (items.length < PAGE_SIZE) return { [name]: shown }
  const pageCount = Math.ceil(items.length / PAGE_SIZE)
  return {
    [name]: shown,
    totalCount: items.length,
    itemsPerPage: PAGE_SIZE,
    pageCount,
    currentPage: current,
    prevPage: current > 1 ? current - 1 : null,
    nextPage: current < pageCount ? current + 1 : null,
  }
}
