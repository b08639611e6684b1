import type { Story } from './story.ts'

/** Noon of a day, as the facts have moments. */
export function day(text: string): string {
  return `${text}T12:00:00Z`
}

/** Releases of a branch on these days, its patch numbers from `first` on: `v3.13.4`. */
export function releases(story: Story, branch: string, days: readonly string[], first = 0): void {
  for (const [i, date] of days.entries()) {
    const version = `${branch}.${first + i}`
    story.at(day(date))
    story.commit(branch, `Release ${version}`, { NEWS: `${version}\n` })
    story.tag(`v${version}`, branch)
  }
}
