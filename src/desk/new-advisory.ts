import path from 'node:path'
import { fail, ok, type Result } from '#fault'
import { commitHash, findCommit, type History } from '#history'
import type { Json } from '#json'
import { parseVulnerability, writeFacts } from '#vulnerability'
import { nextId } from './advisory-id.ts'
import { cloneOf } from './assess-workspace.ts'
import { acceptProposals, type GroupProposal, proposeBackports } from './backports.ts'
import type { Files, Progress, Repositories } from './ports.ts'
import type { Workspace } from './workspace.ts'

export interface NewAdvisory {
  /** Links or hashes; each a group of its own, commas join commits that are required together. */
  readonly fixes: readonly string[]
  readonly introduced: readonly string[]
  readonly id?: string
  readonly cve?: string
  readonly title?: string
  readonly now: Date
  /** Plan only: the text comes back, and nothing is written. */
  readonly dryRun: boolean
}

export interface Written {
  readonly id: string
  /** Relative to the workspace. */
  readonly file: string
  readonly fixes: readonly { readonly commit: string; readonly subject: string }[]
  readonly proposals: readonly GroupProposal[]
  /** The whole facts file. */
  readonly text: string
}

/** Starts a facts file from the fix: resolves it, looks for backports, writes those that leave no doubt. */
export async function newAdvisory(
  files: Files,
  repositories: Repositories,
  workspace: Workspace,
  wanted: NewAdvisory,
  progress: Progress,
): Promise<Result<Written>> {
  const clone = cloneOf(workspace)
  const history = await repositories.history(clone)
  if (!history.ok) return history
  const groups = await resolveAll(history.value, wanted.fixes)
  if (!groups.ok) return groups
  const introduced = await resolveAll(history.value, wanted.introduced)
  if (!introduced.ok) return introduced
  const commits = groups.value.flat()
  const texts = await repositories.texts(clone, history.value, commits)
  if (!texts.ok) return texts
  const subject = (commit: number): string => texts.value.find((text) => text.commit === commit)?.subject ?? ''
  const id = wanted.id ?? nextId(workspace, wanted.now.getUTCFullYear())
  const name = path.join(workspace.project.outputs.facts, String(wanted.now.getUTCFullYear()), `${id}.md`)
  const taken = workspace.facts.find(({ vulnerability }) => vulnerability.id === id)
  if (taken !== undefined || (await files.exists(path.join(workspace.root, name)))) {
    return fail({
      code: 'ADVISORY_EXISTS',
      kind: 'conflict',
      message: `${taken?.name ?? name} exists already`,
      hint: 'choose another --id',
    })
  }
  const hash = (commit: number): string => commitHash(history.value, commit)
  const { template } = workspace.project
  const first = commits[0]
  const fields: Record<string, Json> = {
    id,
    ...(wanted.cve !== undefined && { cve: wanted.cve }),
    title:
      wanted.title ?? (first === undefined || subject(first) === '' ? 'to be written' : subject(first).slice(0, 256)),
    state: 'draft',
    introduced: introduced.value.length === 0 ? '0' : introduced.value.flat().map(hash),
    fixes: groups.value.map((group) => ({ commits: group.map(hash) })),
    weaknesses: [],
    severity: [],
    references: (template.references ?? []).map(({ url, tags }) => ({ url, tags })),
    // The project names these people itself: they have agreed.
    credits: (template.credits ?? []).map(({ name, type }) => ({ name, type, consent: true })),
  }
  const draft = writeFacts(fields, '')
  const vulnerability = parseVulnerability(draft, name)
  if (!vulnerability.ok) return vulnerability
  const proposals = await proposeBackports(
    repositories,
    clone,
    workspace.project,
    history.value,
    vulnerability.value,
    progress,
  )
  if (!proposals.ok) return proposals
  const certain = proposals.value.filter(({ strong, missing }) => strong && missing.length === 0)
  const text = acceptProposals(draft, vulnerability.value, certain)
  if (!text.ok) return text
  const written = wanted.dryRun ? ok(undefined) : await files.write(path.join(workspace.root, name), text.value)
  if (!written.ok) return written
  return ok({
    id,
    file: name,
    fixes: commits.map((commit) => ({ commit: hash(commit), subject: subject(commit) })),
    proposals: proposals.value,
    text: text.value,
  })
}

/** Commits from hashes or links to commits; a link to a pull request or an issue names no commit that git could look up. */
async function resolveAll(history: History, words: readonly string[]): Promise<Result<readonly (readonly number[])[]>> {
  const groups: number[][] = []
  for (const word of words) {
    const group: number[] = []
    for (const part of word.split(',')) {
      const text = /^https?:\/\//.test(part) ? commitInLink(part) : part
      if (text === undefined) {
        return fail({
          code: 'FIX_LINK_NO_COMMIT',
          kind: 'invalid',
          message: `the link ${part.slice(0, 200)} names no commit`,
          hint: 'give the link of the commit, or its hash',
        })
      }
      const found = findCommit(history, text)
      if (!found.ok) return found
      group.push(found.value)
    }
    groups.push(group)
  }
  return ok(groups)
}

/** The hash in `.../commit/HASH`, `.../-/commit/HASH`, `.../commits/HASH`, `...?id=HASH`, as hosts write them. */
export function commitInLink(link: string): string | undefined {
  return /(?:\/commits?\/|[?&;](?:id|h)=)([0-9a-f]{7,64})(?![0-9a-z])/i.exec(link)?.[1]
}
