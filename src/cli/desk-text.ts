import path from 'node:path'
import type { Workspace } from '#desk'
import type { DeskFacts, DeskLint, Finding, Level } from '#lint'
import type { Ink, Tone } from './ink.ts'
import { shownPath } from './record-files.ts'
import { count, listed } from './table.ts'
import type { World } from './world.ts'

/** What a finding is about, in one word, by its place in the facts: a facts file, an identifier, a user, `steward.yaml`. */
export type SubjectOf = (at: string) => string

/** Cases stand in the facts in the order of their files. */
export function subjectsOf(workspaces: readonly Workspace[], facts: DeskFacts, world: World): SubjectOf {
  const files = workspaces.flatMap((each) => each.facts.map((file) => shownPath(file.path, world)))
  const home = workspaces.find(({ project }) => project.foundation !== undefined) ?? workspaces[0]
  const projectFile = home === undefined ? '' : shownPath(path.join(home.root, 'steward.yaml'), world)
  return (at) => {
    const [, part, number] = at.split('/')
    const i = Number(number)
    switch (part) {
      case 'cases':
        return files[i] ?? ''
      case 'identifiers':
        return facts.identifiers?.[i]?.cveId ?? ''
      case 'users':
        return facts.users?.[i]?.username ?? ''
      default:
        return projectFile
    }
  }
}

const TONES: Readonly<Record<Level, Tone>> = { error: 'error', warning: 'question', info: 'notice' }

/** Each finding with what it is about, and what to do below it. */
export function deskFindingLines({ findings, waived }: DeskLint, subjectOf: SubjectOf, ink: Ink): readonly string[] {
  return [
    ...findings.flatMap(({ at, level, code, message, hint }) => [
      `${subjectOf(at)}  ${ink(TONES[level], level)} ${code}  ${message}`,
      ...(hint === undefined ? [] : [ink('heading', `    ${hint}`)]),
    ]),
    ...waived.map(
      ({ finding: { at, code, message }, reason }) =>
        `${subjectOf(at)}  ${ink('heading', 'waived')} ${code}  ${message}   (${reason})`,
    ),
  ]
}

/** `2 findings (1 error, 1 warning) in 3 cases, 5 identifiers and 2 users`. */
export function deskTallyLine({ findings, waived }: DeskLint, facts: DeskFacts): string {
  const { cases = [], identifiers, users } = facts
  const looked = listed([
    count(cases.length, 'case'),
    ...(identifiers === undefined ? [] : [count(identifiers.length, 'identifier')]),
    ...(users === undefined ? [] : [count(users.length, 'user')]),
  ])
  const of = (level: Level): readonly Finding[] => findings.filter((finding) => finding.level === level)
  const parts = [
    ...(['error', 'warning'] as const).flatMap((level) =>
      of(level).length === 0 ? [] : [count(of(level).length, level)],
    ),
    ...(of('info').length === 0 ? [] : [`${of('info').length} info`]),
    ...(waived.length === 0 ? [] : [`${waived.length} waived`]),
  ]
  if (findings.length === 0) return `no finding in ${looked}${waived.length === 0 ? '' : ` (${parts.join(', ')})`}`
  return `${count(findings.length, 'finding')} (${parts.join(', ')}) in ${looked}`
}
