import { useEffect, useState } from 'react'
import type { FactsView, LinkProposal, NewVulnerability } from '#desk/advisories'
import type { Target } from '#desk/cna'
import type { Json } from '#json'
import { itemsOf } from '../vulnerability/editing/values.ts'

/** What a person has put into the form so far. */
export interface NewDraft {
  readonly project: string
  /** Empty for the default template of the project. */
  readonly template: string
  readonly link: string
  readonly title: string
  /** Markdown. */
  readonly description: string
  readonly weakness: { readonly id: string; readonly name: string } | null
  readonly reporter: string
  readonly vector: string
  readonly reserve: boolean
  /** Full hashes of proposals without a strong sign that the person confirmed. */
  readonly accepted: readonly string[]
}

const EMPTY: NewDraft = {
  project: '',
  template: '',
  link: '',
  title: '',
  description: '',
  weakness: null,
  reporter: '',
  vector: '',
  reserve: true,
  accepted: [],
}

const KEY = 'new vulnerability'

/** What a field of the form gets: all that was written so far, and how to change a part of it. */
export interface DraftFieldProps {
  readonly draft: NewDraft
  readonly change: (part: Partial<NewDraft>) => void
}

interface NewDraftState {
  readonly draft: NewDraft
  readonly change: (part: Partial<NewDraft>) => void
  readonly savedAt: string | undefined
  readonly forget: () => void
}

/** The draft, kept for as long as the window is open: it survives a reload, and does not stay behind on the machine. */
export function useNewDraft(): NewDraftState {
  const [draft, setDraft] = useState<NewDraft>(read)
  const [savedAt, setSavedAt] = useState<string>()
  useEffect(() => {
    if (draft === EMPTY) return
    const timer = setTimeout(() => {
      if (write(draft)) setSavedAt(new Date().toISOString())
    }, 300)
    return () => clearTimeout(timer)
  }, [draft])
  return {
    draft,
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    savedAt,
    forget: () => {
      sessionStorage.removeItem(KEY)
      setDraft(EMPTY)
    },
  }
}

function read(): NewDraft {
  try {
    const kept = sessionStorage.getItem(KEY)
    return kept === null ? EMPTY : { ...EMPTY, ...(JSON.parse(kept) as Partial<NewDraft>) }
  } catch {
    return EMPTY
  }
}

function write(draft: NewDraft): boolean {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}

/** The draft as the desk takes it. What the person did not write stays as it was worked out. */
export function wishOf(draft: NewDraft, found: LinkProposal | undefined, target: Target | undefined): NewVulnerability {
  const { project, template, link, accepted, reserve } = draft
  return {
    project,
    ...(template !== '' && { template }),
    ...(link.trim() !== '' && { link: link.trim() }),
    ...(accepted.length > 0 && { accept: accepted }),
    ...(reserve && target !== undefined && { reserve: target }),
    facts: writtenFacts(draft, found),
  }
}

function writtenFacts(draft: NewDraft, found: LinkProposal | undefined): FactsView {
  const { title, description, weakness, reporter, vector } = draft
  const credits: Json[] = [...itemsOf(found?.facts.credits)]
  if (reporter.trim() !== '') credits.push({ name: reporter.trim(), type: 'reporter', consent: false })
  return {
    ...(title.trim() !== '' && { title: title.trim() }),
    ...(description.trim() !== '' && { description: description.trim() }),
    ...(weakness !== null && { weaknesses: [weakness.id] }),
    ...(vector.trim() !== '' && { severity: [vector.trim()] }),
    ...(reporter.trim() !== '' && { credits, discovery: 'EXTERNAL' }),
  }
}
