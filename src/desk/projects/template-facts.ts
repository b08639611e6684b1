import type { Json } from '#json'
import type { TemplateContent } from './views.ts'

/**
 * What a template gives to a new vulnerability, as fields of a facts file. A statement of the schedule becomes an override with its
 * reason, of whoever starts from the template.
 *
 * @param day - YYYY-MM-DD
 */
export function factsOfTemplate(content: TemplateContent, author: string, day: string): Readonly<Record<string, Json>> {
  const { weaknesses, modules, platforms, discovery, references, credits, schedule } = content
  return {
    ...(weaknesses !== undefined && { weaknesses }),
    ...(modules !== undefined && { modules }),
    ...(platforms !== undefined && { platforms }),
    ...(discovery !== undefined && { discovery }),
    ...(references !== undefined && { references: references.map((each) => ({ ...each })) }),
    ...(credits !== undefined && { credits: credits.map((each) => ({ ...each })) }),
    ...(schedule !== undefined &&
      schedule.length > 0 && {
        overrides: schedule.map(({ branch, status, reason }) => ({ branch, status, reason, author, date: day })),
      }),
  }
}
