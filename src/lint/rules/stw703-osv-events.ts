import { quote } from '#fault'
import { type OsvEvent, type OsvPackage, type OsvRange, schemeOfRange } from '#osv'
import type { Scheme, Version } from '#versions'
import type { OsvRule, Report } from '../rule.ts'

export const osvEvents: OsvRule = {
  code: 'STW703',
  name: 'osv-events',
  on: 'osv',
  level: 'error',
  what: 'In every range the events alternate: something is introduced, then fixed, in the order of the versions, and `0` is where everything starts. Versions are versions of the ecosystem, where its order is known.',
  why: 'Scanners sort the events and switch between affected and unaffected at each. A second fix does nothing, and a fix at the very version that introduced the bug leaves nothing affected.',
  example: {
    wrong: {
      record: {
        affected: [
          {
            package: { ecosystem: 'PyPI', name: 'lantern' },
            ranges: [
              { type: 'ECOSYSTEM', events: [{ introduced: '3.12.0' }, { fixed: '3.12.13' }, { fixed: '3.13.9' }] },
            ],
          },
        ],
      },
    },
    right: {
      record: {
        affected: [
          {
            package: { ecosystem: 'PyPI', name: 'lantern' },
            ranges: [
              {
                type: 'ECOSYSTEM',
                events: [{ introduced: '3.12.0' }, { fixed: '3.12.13' }, { introduced: '3.13.0' }, { fixed: '3.13.9' }],
              },
            ],
          },
        ],
      },
    },
  },

  check({ record }, report) {
    for (const [i, entry] of (record.affected ?? []).entries()) {
      for (const [j, range] of (entry.ranges ?? []).entries()) {
        const at = `/affected/${i}/ranges/${j}/events`
        if (range.type === 'GIT') commits(range.events, at, report)
        else versions(range, entry.package, at, report)
      }
    }
  },
}

/** A version event with the version it names; undefined for `introduced: 0`, which is before every version. */
interface Turn {
  readonly event: OsvEvent
  readonly text: string
  readonly version: Version | undefined
  readonly at: string
}

function versions(range: OsvRange, affected: OsvPackage | undefined, at: string, report: Report): void {
  const scheme = schemeOfRange(range, affected)
  const turns: Turn[] = []
  let areRead = scheme !== undefined
  for (const [i, event] of range.events.entries()) {
    if (event.limit !== undefined) continue
    const text = event.introduced ?? event.fixed ?? event.last_affected ?? ''
    const place = `${at}/${i}`
    if (event.introduced === '0') {
      turns.push({ event, text, version: undefined, at: place })
      continue
    }
    if (text.trim() === '') {
      report({ at: place, message: 'the event names no version', hint: 'introduced: 0 is before every version' })
      return
    }
    const version = scheme?.parse(text)
    if (version?.ok === true) turns.push({ event, text, version: version.value, at: place })
    else if (version !== undefined) {
      areRead = false
      const ecosystem = range.type === 'SEMVER' ? 'Semantic Versioning 2.0.0' : (affected?.ecosystem ?? '')
      report({
        at: place,
        message: `${quote(text)} is no version of ${ecosystem}: readers cannot tell which versions come before it`,
      })
    }
  }
  if (scheme !== undefined && areRead) alternate(turns, scheme, report)
}

/** Walks the turns in the order of their versions, as an evaluation does. */
function alternate(turns: readonly Turn[], scheme: Scheme, report: Report): void {
  const sorted = sort(turns, scheme)
  if (sorted === undefined) return
  const tie = findTie(sorted, scheme)
  if (tie !== undefined) {
    // What the other events mean hangs on this one.
    report({
      at: tie.at,
      level: 'warning',
      message: `introduced and fixed in ${tie.text}: which of the two holds depends on how a reader sorts them`,
    })
    return
  }
  let open: Turn | undefined
  let last: Turn | undefined
  for (const turn of sorted) {
    const isStart = turn.event.introduced !== undefined
    if (isStart && open !== undefined) {
      report({
        at: turn.at,
        level: 'warning',
        message: `introduced in ${turn.text}, and it is affected from ${fromWhere(open)} on already`,
        hint: `say where what came in with ${fromWhere(open)} was fixed, or take this event out`,
      })
    } else if (isStart) open = turn
    else if (open !== undefined) {
      open = undefined
      last = turn
    } else {
      const before = last === undefined ? 'nothing is introduced before it' : `it was ${ending(last)} already`
      report({
        at: turn.at,
        message: `${ending(turn)} changes nothing: ${before}`,
        hint: 'give each branch an introduced and a fixed event of its own',
      })
    }
  }
}

/** The later of two events that introduce and fix at the same version. */
function findTie(sorted: readonly Turn[], scheme: Scheme): Turn | undefined {
  for (const [i, turn] of sorted.entries()) {
    const before = sorted[i - 1]
    if (before?.version === undefined || turn.version === undefined) continue
    const isEnd = (before.event.fixed ?? turn.event.fixed) !== undefined
    const isStart = (before.event.introduced ?? turn.event.introduced) !== undefined
    if (isEnd && isStart && scheme.compare(before.version, turn.version) === 0) return turn
  }
  return undefined
}

function fromWhere({ text }: Turn): string {
  return text === '0' ? 'the beginning' : text
}

function ending({ event, text }: Turn): string {
  return event.fixed === undefined ? `last affected in ${text}` : `fixed in ${text}`
}

/**
 * In the order of the versions; equal ones as they stand, and the last affected version behind what introduces it. Undefined where the
 * scheme does not order two of them.
 */
function sort(turns: readonly Turn[], scheme: Scheme): readonly Turn[] | undefined {
  let isOrdered = true
  const sorted = turns.toSorted((a, b) => {
    if (a.version === undefined || b.version === undefined) {
      return Number(a.version !== undefined) - Number(b.version !== undefined)
    }
    const order = scheme.compare(a.version, b.version)
    if (order === undefined) isOrdered = false
    return order || Number(a.event.last_affected !== undefined) - Number(b.event.last_affected !== undefined)
  })
  return isOrdered ? sorted : undefined
}

/** Which of two commits comes first only the repository knows; what makes no sense in any order is told. */
function commits(events: readonly OsvEvent[], at: string, report: Report): void {
  const introduced = new Set(events.map((event) => event.introduced))
  const seen = new Set<string>()
  for (const [i, event] of events.entries()) {
    const end = event.fixed ?? event.last_affected ?? event.limit
    const place = `${at}/${i}`
    const text = `${event.introduced ?? ''} ${event.fixed ?? ''} ${event.last_affected ?? ''} ${event.limit ?? ''}`
    if (seen.has(text)) {
      report({ at: place, level: 'warning', message: 'the same event stands twice in the range' })
    } else if (end === '0') {
      report({
        at: place,
        message: 'no commit is 0: only introduced can be',
        hint: 'give the whole hash of the commit',
      })
    } else if (event.fixed !== undefined && introduced.has(event.fixed)) {
      report({ at: place, message: `commit ${event.fixed} introduces it and fixes it` })
    }
    seen.add(text)
  }
}
