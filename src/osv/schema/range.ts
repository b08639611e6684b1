import { quote } from '#fault'
import { type JsonObject, list, oneOf, optional, type Report, type Shape, text } from '#json'
import { anyObject, broken, isList, isObject, objectWith } from './object-with.ts'

const EVENT_KEYS = ['introduced', 'fixed', 'last_affected', 'limit'] as const

/** `0`, or a whole hash of SHA-1 or SHA-256. */
const COMMIT = /^(?:0|[a-f0-9]{40}|[a-f0-9]{64})$/

/** Source: `affected[].ranges[]` of the schema 1.7.5. */
export const range: Shape<JsonObject> = objectWith(
  {
    type: oneOf('SEMVER', 'ECOSYSTEM', 'GIT'),
    repo: optional(text),
    events: list(anyObject),
    database_specific: optional(anyObject),
  },
  (value, at, report) => {
    const isGit = value.type === 'GIT'
    if (isGit && value.repo === undefined) report(broken('a GIT range needs the field "repo"', at))
    if (isList(value.events)) eventsOf(value.events, `${at}/events`, isGit, report)
  },
)

function eventsOf(events: readonly unknown[], at: string, isGit: boolean, report: Report): void {
  const has = (key: string): boolean => events.some((each) => isObject(each) && Object.hasOwn(each, key))
  if (!has('introduced')) {
    report(broken('no event says where it was introduced', at, 'the first may be {"introduced": "0"}'))
  }
  if (has('last_affected') && has('fixed')) {
    report(
      broken('there are events with "last_affected" and with "fixed"', at, 'a range has one or the other: keep fixed'),
    )
  }
  for (const [i, each] of events.entries()) if (isObject(each)) oneEvent(each, `${at}/${i}`, isGit, report)
}

/** The schema counts the fields that are as they should be: exactly one must be. */
function oneEvent(event: JsonObject, at: string, isGit: boolean, report: Report): void {
  const texts = EVENT_KEYS.filter((key) => typeof event[key] === 'string')
  const [key] = texts
  if (texts.length > 1) report(broken(`an event has one field, and this one has ${texts.join(' and ')}`, at))
  else if (key === undefined) report(broken(`an event has one of ${EVENT_KEYS.join(', ')}, a text`, at))
  else if (isGit && !COMMIT.test(String(event[key]))) {
    report(broken(`${quote(String(event[key]))} is no whole commit hash`, `${at}/${key}`))
  }
}
