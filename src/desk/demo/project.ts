import type { FactsView, Stage } from '#desk/advisories'
import type { TemplateWish } from '#desk/projects'
import type { DemoName } from './foundation.ts'
import type { Story } from './story.ts'

/** Full hashes of the commits that a story named. */
export type Marks = Readonly<Record<string, string>>

/** One project of the demo foundation: its repository told in chapters, its settings, its vulnerabilities. */
export interface DemoProject {
  readonly slug: string
  /** Told one after the other: a later chapter may name the hashes of earlier ones. */
  readonly chapters: readonly ((story: Story, marks: Marks) => void)[]
  /** Told when the records are public: releases that change what they say. */
  readonly epilogue?: (story: Story, marks: Marks) => void
  settings(foundation: readonly string[]): string
  readonly templates: readonly TemplateWish[]
  vulnerabilities(marks: Marks): readonly DemoVulnerability[]
}

export interface DemoVulnerability {
  readonly author: DemoName
  /** Name of the commit that fixes it; absent while nothing does. */
  readonly fix?: string
  /** Names of commits that a person confirmed as backports. */
  readonly accept?: readonly string[]
  /** Fixes that no search finds, by the names of their commits. */
  readonly alsoFixed?: readonly { readonly branch: string; readonly commit: string }[]
  readonly facts: FactsView
  readonly embargoed: boolean
  /** Others who may know. */
  readonly known?: readonly DemoName[]
  /** Whether it has a CVE ID. */
  readonly reserve: boolean
  readonly stage: Exclude<Stage, 'approved'>
}
