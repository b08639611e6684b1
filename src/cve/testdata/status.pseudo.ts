// The status algorithm as the CVE Record Format writes it down, line by line and as slowly as it reads, with the sort that its
// prose asks for. An oracle for the tests: nothing is shared with status.ts but the comparison of two versions.
import type { AffectedProduct, ProductStatus } from '../record.ts'

type Compare = (a: string, b: string) => number

/** All texts must be versions that `compare` orders, but for the `0` and the `*` of bounds. */
export function pseudoStatus(product: AffectedProduct, v: string, compare: Compare): ProductStatus {
  for (const entry of product.versions ?? []) {
    if (entry.lessThan === undefined && entry.lessThanOrEqual === undefined && v === entry.version) {
      return entry.status
    }
    if (
      (entry.lessThan !== undefined && from(entry.version, v, compare) && before(v, entry.lessThan, compare)) ||
      (entry.lessThanOrEqual !== undefined &&
        from(entry.version, v, compare) &&
        upTo(v, entry.lessThanOrEqual, compare))
    ) {
      let status = entry.status
      for (const change of [...(entry.changes ?? [])].sort((a, b) => compare(a.at, b.at))) {
        if (compare(change.at, v) <= 0) {
          status = change.status
        }
      }
      return status
    }
  }
  return product.defaultStatus ?? 'unknown'
}

/** `version <= v`, where `0` is the earliest version there can be. */
function from(version: string, v: string, compare: Compare): boolean {
  return version === '0' || compare(version, v) <= 0
}

function before(v: string, bound: string, compare: Compare): boolean {
  return bound.endsWith('*') ? insideStar(v, bound) : compare(v, bound) < 0
}

function upTo(v: string, bound: string, compare: Compare): boolean {
  return bound.endsWith('*') ? insideStar(v, bound) : compare(v, bound) <= 0
}

/** Whether v is on the branch that `1.*` names, or on an earlier one: its leading numbers decide, as if `*` were infinite. */
function insideStar(v: string, bound: string): boolean {
  const prefix = bound.split('.').slice(0, -1).map(Number)
  const numbers = /^[0-9.]+/.exec(v)![0].split('.').map(Number)
  for (const [i, number] of prefix.entries()) {
    if (numbers[i]! !== number) return numbers[i]! < number
  }
  return true
}
