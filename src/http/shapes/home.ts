import { z } from 'zod'
import type { Activity, BoardLine, Found, HomeView, Need, Statistics } from '#desk/home'
import { instant } from './desk-words.ts'

export const need: z.ZodType<Need> = z
  .object({
    kind: z.enum([
      'record-due',
      'publication-refused',
      'board',
      'review',
      'changes-asked',
      'case-acknowledge',
      'case-idle',
      'case-reporter-silent',
      'case-disclosure',
      'case-exploited',
      'dispute-acknowledge',
      'dispute-decide',
      'embargo-ends',
      'scheduled',
      'credit-consent',
      'stale-ids',
    ]),
    title: z.string(),
    words: z.string(),
    verb: z.string(),
    href: z.string(),
    project: z.string().exactOptional(),
    since: instant.exactOptional(),
    due: instant.exactOptional(),
  })
  .meta({ id: 'Need' })

const boardLine: z.ZodType<BoardLine> = z.object({
  project: z.string(),
  tag: z.string(),
  version: z.string(),
  seen: instant,
  all: z.int(),
  published: z.int(),
  open: z.int(),
  conflicts: z.int(),
})

const activity: z.ZodType<Activity> = z.object({
  at: instant,
  who: z.string(),
  words: z.string(),
  subject: z.string().exactOptional().describe('The part of the words that names what it was done to'),
  href: z.string().exactOptional(),
})

/** `GET /home` */
export const home: z.ZodType<HomeView> = z
  .object({
    now: instant,
    needs: z.array(need),
    counts: z.object({ needs: z.int(), vulnerabilities: z.int(), cases: z.int(), board: z.int(), published: z.int() }),
    board: z.array(boardLine),
    activity: z.array(activity),
  })
  .meta({ id: 'Home' })

/** `GET /statistics` */
export const statistics: z.ZodType<Statistics> = z
  .object({
    bySeverity: z.object({
      words: z.string(),
      years: z.array(
        z.object({
          year: z.string(),
          low: z.int(),
          medium: z.int(),
          high: z.int(),
          critical: z.int(),
          none: z.int(),
        }),
      ),
    }),
    reportToRecord: z.object({
      words: z.string(),
      quarters: z.array(
        z.object({
          quarter: z.string(),
          records: z.int(),
          toFix: z.number().exactOptional(),
          toRecord: z.number().exactOptional(),
        }),
      ),
    }),
    weaknesses: z.object({
      words: z.string(),
      rows: z.array(z.object({ cwe: z.string(), name: z.string(), count: z.int() })),
    }),
    waiting: z.object({ words: z.string(), rows: z.array(z.object({ state: z.string(), count: z.int() })) }),
    daysWrong: z.object({ words: z.string(), weeks: z.array(z.object({ week: z.string(), days: z.number() })) }),
  })
  .meta({ id: 'Statistics' })

/** `GET /search?q=` */
export const found: z.ZodType<SearchAnswer> = z
  .object({
    items: z.array(
      z.object({
        kind: z.enum(['vulnerability', 'case', 'project', 'person', 'identifier', 'release']),
        title: z.string(),
        words: z.string(),
        href: z.string(),
        project: z.string().exactOptional(),
      }),
    ),
  })
  .meta({ id: 'SearchAnswer' })

export interface SearchAnswer {
  readonly items: readonly Found[]
}

export type { Activity, BoardLine, Found, HomeView, Need, Statistics }
