import { z } from 'zod'
import type {
  AccessWish as AccessWishView,
  AssessmentView,
  BackportsView,
  ConflictView,
  DiffView,
  Edit,
  Edited as EditedView,
  FactsView,
  FieldName,
  FixView,
  HistoryEntry,
  ImportOutcome,
  LinkProposal as LinkProposalView,
  ListQuery,
  MatrixBranch,
  NewVulnerability,
  PatchView,
  PersonName,
  PresenceView,
  RangeView,
  ReadersView,
  ReadinessItem,
  ReadinessView,
  RecordMark,
  RecordView,
  UndoView,
  VulnerabilityDetail as VulnerabilityDetailView,
  VulnerabilitySummary as VulnerabilitySummaryView,
} from '#desk/advisories'
import type { Json } from '#json'

const moment = z.iso.datetime()
const target = z.enum(['sandbox', 'test', 'production'])
const stage = z
  .enum(['draft', 'review', 'approved', 'scheduled', 'published', 'rejected'])
  .describe('How far it has come on the desk')
const status = z.enum(['affected', 'fixed', 'unaffected', 'unknown'])
const version = z.int().min(1).describe('Counts the changes of the facts; also the ETag')

/** The value of one field, as the facts file has it. Bodies were JSON, so a value is; what it may be, the facts decide. */
const Value: z.ZodType<Json> = z.unknown() as z.ZodType<Json>

const fieldName: z.ZodType<FieldName> = z
  .enum([
    'cve',
    'aliases',
    'title',
    'description',
    'workarounds',
    'embargo',
    'published',
    'reserved',
    'rejected-reason',
    'introduced',
    'fixes',
    'not-fixes',
    'reverts',
    'overrides',
    'provisional',
    'stated',
    'weaknesses',
    'attack-patterns',
    'severity',
    'references',
    'credits',
    'timeline',
    'modules',
    'platforms',
    'discovery',
    'record',
  ])
  .describe('A field of the facts file: docs/facts.md')

export const Facts: z.ZodType<FactsView> = z
  .partialRecord(fieldName as z.ZodType<FieldName> & z.core.$ZodRecordKey, Value)
  .meta({ id: 'Facts', description: 'The facts by their names in the facts file; what is absent was not stated' })

export const Person: z.ZodType<PersonName> = z
  .object({ id: z.string(), name: z.string() })
  .meta({ id: 'PersonName', description: 'Somebody of the desk' })

const summary = {
  id: z.string().describe("The project's own identifier, HRTH-2030-7"),
  cve: z.string().exactOptional(),
  project: z.string(),
  title: z.string(),
  stage,
  severity: z
    .object({ score: z.number(), severity: z.string(), version: z.string() })
    .exactOptional()
    .describe('Absent where nobody scored it: nothing is preset'),
  weaknesses: z.array(z.string()),
  embargoed: z.boolean(),
  embargo: z.string().exactOptional().describe('End of the embargo'),
  behind: z.int().describe('Releases about which the published record is wrong now'),
  published: z.string().exactOptional(),
  created: moment,
  updated: moment,
  updatedBy: Person,
  version,
}

export const VulnerabilitySummary: z.ZodType<VulnerabilitySummaryView> = z
  .object(summary)
  .meta({ id: 'VulnerabilitySummary', description: 'One row of the list' })

export const VulnerabilityPage: z.ZodType<{
  readonly items: readonly VulnerabilitySummaryView[]
  readonly next?: string
  readonly total: number
}> = z
  .object({
    items: z.array(VulnerabilitySummary),
    next: z.string().exactOptional().describe('Cursor of the next page'),
    total: z.int().describe('Rows that fit the filter and that you may know of'),
  })
  .meta({ id: 'VulnerabilityPage' })

export const VulnerabilityQuery: z.ZodType<ListQuery> = z.object({
  q: z.string().max(200).exactOptional().describe('Words of the title, or the start of an identifier'),
  project: z.string().max(64).exactOptional(),
  stage: z
    .string()
    .max(100)
    .exactOptional()
    .describe('One stage or several with commas; open is every stage before published'),
  severity: z.enum(['none', 'low', 'medium', 'high', 'critical', 'unscored']).exactOptional(),
  year: z.coerce.number().int().min(1900).max(9999).exactOptional().describe('Year of the CVE ID, or of the start'),
  embargoed: z.enum(['true', 'false']).exactOptional(),
  behind: z.enum(['true']).exactOptional(),
  sort: z.enum(['updated', 'created', 'cve', 'severity', 'title', 'published', 'embargo']).exactOptional(),
  order: z.enum(['ascending', 'descending']).exactOptional(),
  cursor: z.string().max(1000).exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).exactOptional(),
})

const Undo: z.ZodType<UndoView> = z.object({ field: fieldName, at: moment })

export const VulnerabilityDetail: z.ZodType<VulnerabilityDetailView> = z
  .object({
    ...summary,
    facts: Facts,
    access: z.array(Person).describe('People who may know while the embargo holds'),
    may: z.array(z.string()).describe('Operations that you may do here'),
    undo: Undo.exactOptional(),
    redo: Undo.exactOptional(),
    publishedAt: z
      .array(z.object({ target, at: moment, version: z.int() }))
      .exactOptional()
      .describe('Where a record of it was published'),
    clonedFrom: z.string().exactOptional(),
    template: z.string().exactOptional(),
  })
  .meta({ id: 'VulnerabilityDetail', description: 'One vulnerability, open on the desk' })

export const EditWish: z.ZodType<Edit> = z
  .object({
    base: version.describe('The version that you saw'),
    changes: z
      .array(
        z.object({ field: fieldName, value: Value.describe('As the facts file has it; null takes the field away') }),
      )
      .min(1)
      .max(50),
  })
  .meta({ id: 'Edit', description: 'Some changes of fields; each is joined with what others did since' })

export const Edited: z.ZodType<EditedView> = z
  .object({
    version,
    saved: moment,
    merged: z.array(fieldName).describe("Fields in which both people's items were joined"),
    conflicts: z
      .array(
        z.object({
          field: fieldName,
          base: Value,
          theirs: Value,
          yours: Value,
          by: Person,
          at: moment,
        }),
      )
      .describe('Fields of which nothing was written. Where there are any, the status is 409; the others went through'),
    fields: Facts.describe('The present value of every field that differs from the version that you saw'),
    approvalWithdrawn: z.boolean(),
    undo: Undo.exactOptional(),
    redo: Undo.exactOptional(),
  })
  .meta({ id: 'Edited', description: 'What became of an edit' })

const Matrix: z.ZodType<MatrixBranch> = z.object({
  name: z.string(),
  series: z.string(),
  lifecycle: z.string().exactOptional(),
  endOfLife: z.string().exactOptional(),
  why: z.string(),
  cells: z.array(
    z.object({
      version: z.string(),
      label: z.string().describe('The end of the version, for a narrow cell'),
      status: z.enum(['affected', 'fixed', 'unaffected', 'unknown', 'planned']),
      why: z.string().describe('The reason, a sentence'),
      prerelease: z.boolean(),
      date: z.string().exactOptional(),
      yanked: z.string().exactOptional(),
      override: z.int().exactOptional().describe('Place in the overrides, where one decides it'),
      git: status.exactOptional().describe('What git says, where an override decides'),
    }),
  ),
})

const RangeShape: z.ZodType<RangeView> = z.object({
  status: z.enum(['affected', 'unknown']),
  lower: z.string().describe('Inclusive; 0 is the beginning'),
  upper: z.string().exactOptional().describe('Exclusive; absent for no end'),
  provisional: z.boolean().describe('The upper bound is not released yet'),
  text: z.string(),
})

const ConflictShape: z.ZodType<ConflictView> = z.object({
  code: z.string(),
  level: z.enum(['error', 'question', 'notice']),
  message: z.string(),
  hint: z.string().exactOptional(),
  computed: z.array(z.string()).exactOptional(),
  stated: z.array(z.string()).exactOptional(),
  field: fieldName,
})

const CommitShape = z.object({ hash: z.string(), subject: z.string(), url: z.string().exactOptional() })

export const FixShape: z.ZodType<FixView> = z
  .object({
    state: z.enum(['stated', 'proposed']),
    kind: z.enum(['fix', 'introduced']),
    branch: z.string().exactOptional(),
    commits: z.array(CommitShape),
    found: z.string().exactOptional().describe('How it was found, in words'),
    signals: z.array(z.string()),
    strong: z.boolean(),
    firstRelease: z.object({ version: z.string(), planned: z.boolean() }).exactOptional(),
    missing: z.array(z.string()),
    index: z.int().exactOptional().describe('Place in the fixes, where it is stated'),
  })
  .meta({ id: 'Fix', description: 'Commits that together fix it on one branch' })

const assessment = {
  readAt: moment.exactOptional(),
  counts: z.object({
    affected: z.int(),
    fixed: z.int(),
    unaffected: z.int(),
    unknown: z.int(),
    planned: z.int(),
  }),
  introduced: z.union([z.literal('0'), z.array(CommitShape)]),
  branches: z.array(Matrix),
  ranges: z.array(RangeShape),
  conflicts: z.array(ConflictShape),
  fixes: z.array(FixShape),
  derivedReferences: z
    .array(z.object({ url: z.string(), tags: z.array(z.string()), from: z.string() }))
    .exactOptional()
    .describe('References that nobody stated and the record has all the same'),
}

export const Assessment: z.ZodType<AssessmentView> = z
  .object({ version, ...assessment })
  .meta({ id: 'Assessment', description: 'The status of every release with its reason, and what follows' })

export const Backports: z.ZodType<BackportsView> = z
  .object({ version, proposals: z.array(FixShape) })
  .meta({ id: 'Backports', description: 'Fixes that may exist on other branches' })

export const Patch: z.ZodType<PatchView> = z
  .object({
    commit: CommitShape,
    text: z.string().describe('A unified diff against the first parent; empty for a merge that changes nothing'),
    isWhole: z.boolean().describe('False where only the beginning is given'),
  })
  .meta({ id: 'Patch', description: 'What a commit changed' })

const Item: z.ZodType<ReadinessItem> = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().exactOptional(),
  level: z.enum(['error', 'warning', 'info']),
  from: z.enum(['facts', 'record', 'conflict']),
  field: fieldName,
  index: z.int().exactOptional(),
  at: z.string().exactOptional().describe('JSON Pointer in the record'),
  fix: z.string().exactOptional().describe('What the fix does'),
  waivable: z.boolean().describe('A waiver with a reason lets it pass: a finding of a rule can be, a gap cannot'),
})

export const Readiness: z.ZodType<ReadinessView> = z
  .object({
    version,
    ready: z.boolean().describe('Nothing is missing: review can be asked for'),
    missing: z.array(Item),
    worthALook: z.array(Item),
    passed: z.array(z.object({ code: z.string(), what: z.string() })),
    notChecked: z.array(z.object({ code: z.string(), what: z.string(), needs: z.array(z.string()) })),
    waived: z.array(
      z.object({
        code: z.string(),
        message: z.string(),
        reason: z.string(),
        until: z.string().exactOptional().describe('YYYY-MM-DD, the last day'),
      }),
    ),
  })
  .meta({ id: 'Readiness', description: 'What is missing, what is worth a look, what passes' })

export const FixesWish: z.ZodType<{ readonly base: number; readonly codes?: readonly string[] }> = z
  .object({
    base: version,
    codes: z
      .array(z.string().max(20))
      .max(100)
      .exactOptional()
      .describe('Rules whose fixes are wanted; all when absent'),
  })
  .meta({ id: 'FixesWish' })

const Mark: z.ZodType<RecordMark> = z.object({
  code: z.string(),
  level: z.enum(['error', 'warning', 'info']),
  at: z.string(),
  message: z.string(),
  line: z.int(),
  column: z.int(),
  hint: z.string().exactOptional(),
  fix: z.string().exactOptional(),
})

export const RecordShape: z.ZodType<RecordView> = z
  .object({
    version,
    text: z.string(),
    marks: z.array(Mark),
    problems: z.array(z.object({ code: z.string(), message: z.string(), hint: z.string().exactOptional() })),
    derived: z.array(z.string()).describe('JSON Pointers of what cannot be edited in the record'),
  })
  .meta({ id: 'RecordText', description: 'The CVE record as the facts give it now' })

export const RecordWish: z.ZodType<{ readonly base: number; readonly text: string }> = z
  .object({ base: version, text: z.string().max(4 * 1024 * 1024) })
  .meta({ id: 'RecordWish', description: 'A record as somebody edited it; it is turned back into facts' })

export const Readers: z.ZodType<ReadersView> = z
  .object({
    version,
    page: z.string().exactOptional().describe('Sanitised HTML of the advisory'),
    mail: z.object({ subject: z.string(), body: z.string() }).exactOptional(),
    osv: z.string().exactOptional().describe('JSON'),
    cveOrg: z
      .object({
        id: z.string(),
        title: z.string().exactOptional(),
        description: z.string(),
        products: z.array(
          z.object({
            vendor: z.string(),
            product: z.string(),
            defaultStatus: z.string(),
            affected: z.array(z.string()),
            unaffected: z.array(z.string()),
            unknown: z.array(z.string()),
          }),
        ),
        problemTypes: z.array(z.string()),
        metrics: z.array(
          z.object({ score: z.number(), severity: z.string(), version: z.string(), vector: z.string() }),
        ),
        references: z.array(z.object({ url: z.string(), tags: z.array(z.string()) })),
        credits: z.array(z.object({ name: z.string(), type: z.string() })),
        quirks: z.array(z.string()).describe('Where the page does not show what the record says'),
      })
      .exactOptional(),
    problems: z.array(z.object({ reader: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: 'Readers', description: 'What readers will see' })

export const Diff: z.ZodType<DiffView> = z
  .object({
    version,
    against: z.object({ target, at: moment, version: z.int() }).exactOptional(),
    changes: z.array(
      z.object({
        kind: z.string(),
        field: fieldName,
        at: z.string(),
        message: z.string(),
        before: Value.exactOptional(),
        after: Value.exactOptional(),
      }),
    ),
    texts: z
      .object({ before: z.string(), after: z.string() })
      .exactOptional()
      .describe('Both editions as JSON text, written the same way'),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .meta({ id: 'RecordDiff', description: 'What changed in meaning since it was published' })

const Entry: z.ZodType<HistoryEntry> = z.object({
  version: z.int(),
  at: moment,
  by: Person,
  did: z.enum(['created', 'edited', 'undid', 'redid', 'imported', 'fixed', 'wrote the record', 'changed the state']),
  field: fieldName.exactOptional(),
  before: Value.exactOptional(),
  after: Value.exactOptional(),
})

export const HistoryPage: z.ZodType<{ readonly items: readonly HistoryEntry[]; readonly next?: string }> = z
  .object({ items: z.array(Entry), next: z.string().exactOptional() })
  .meta({ id: 'HistoryPage', description: 'Newest first' })

export const AccessWish: z.ZodType<AccessWishView> = z
  .object({
    people: z.array(z.string().max(64)).max(500).describe('IDs of everybody who may know'),
    embargoed: z.boolean().exactOptional().describe('false lifts the embargo'),
  })
  .meta({ id: 'AccessWish' })

export const AccessShape: z.ZodType<{ readonly access: readonly PersonName[]; readonly embargoed: boolean }> = z
  .object({ access: z.array(Person), embargoed: z.boolean() })
  .meta({ id: 'Access', description: 'Who may know while the embargo holds' })

export const PresenceWish: z.ZodType<{ readonly field?: FieldName | undefined }> = z
  .object({ field: fieldName.optional() })
  .meta({ id: 'PresenceWish', description: 'Which field you are in; repeat it every 20 seconds' })

export const PresenceList: z.ZodType<{ readonly items: readonly PresenceView[] }> = z
  .object({ items: z.array(z.object({ person: Person, field: fieldName.exactOptional(), at: moment })) })
  .meta({ id: 'PresenceList', description: 'Who looked at it within the last minute, you included' })

export const LinkWish: z.ZodType<{ readonly project: string; readonly link: string; readonly template?: string }> = z
  .object({
    project: z.string().max(64),
    link: z.string().min(1).max(2048).describe('A pull request, commit or issue, or the hash of a commit'),
    template: z.string().max(64).exactOptional(),
  })
  .meta({ id: 'LinkWish' })

export const LinkProposal: z.ZodType<LinkProposalView> = z
  .object({
    project: z.string(),
    link: z.object({
      kind: z.enum(['commit', 'pull request', 'issue']),
      text: z.string(),
      url: z.string().exactOptional(),
    }),
    took: z.number().describe('Milliseconds'),
    assessment: z.object(assessment),
    proposals: z.array(FixShape),
    references: z.array(z.object({ url: z.string(), tags: z.array(z.string()), from: z.string() })),
    credits: z.array(z.object({ name: z.string(), type: z.string(), from: z.string() })),
    modules: z.array(z.object({ name: z.string(), from: z.string() })),
    facts: Facts.describe('What a new vulnerability would start with'),
  })
  .meta({ id: 'LinkProposal', description: 'What one link to a fix leads to, read from the clone of the desk' })

export const NewVulnerabilityWish: z.ZodType<NewVulnerability> = z
  .object({
    project: z.string().max(64),
    template: z.string().max(64).exactOptional(),
    link: z.string().min(1).max(2048).exactOptional(),
    accept: z.array(z.string().max(64)).max(1000).exactOptional().describe('Commits of proposals that you confirm'),
    facts: Facts.exactOptional(),
    reserve: target.exactOptional().describe('Reserves a CVE ID there'),
    embargoed: z.boolean().exactOptional().describe('Whether it starts under embargo; true when absent'),
  })
  .meta({ id: 'NewVulnerability' })

export const CloneWish: z.ZodType<{ readonly project?: string }> = z
  .object({ project: z.string().max(64).exactOptional() })
  .meta({ id: 'CloneWish', description: 'The project of the copy; the same one when absent' })

export const ImportWish: z.ZodType<{
  readonly project: string
  readonly files?: readonly { readonly name: string; readonly text: string }[]
  readonly cve?: string
  readonly target?: 'sandbox' | 'test' | 'production'
}> = z
  .object({
    project: z.string().max(64),
    files: z
      .array(z.object({ name: z.string().max(255), text: z.string().max(4 * 1024 * 1024) }))
      .max(200)
      .exactOptional()
      .describe('CVE records, OSV records, facts files'),
    cve: z.string().max(32).exactOptional().describe('A CVE ID whose record is read from CVE Services'),
    target: target.exactOptional(),
  })
  .meta({ id: 'ImportWish' })

export const ImportResult: z.ZodType<{ readonly outcomes: readonly ImportOutcome[] }> = z
  .object({
    outcomes: z.array(
      z.object({
        id: z.string(),
        state: z.enum(['created', 'exists', 'refused']),
        cve: z.string().exactOptional(),
        sources: z.array(z.string()),
        conflicts: z.array(
          z.object({
            field: z.string(),
            kept: z.string(),
            from: z.string(),
            other: z.string(),
            otherFrom: z.string(),
          }),
        ),
        leftOut: z
          .array(z.object({ at: z.string(), from: z.string(), value: z.string() }))
          .describe('What a record says and the facts made of it do not: its place in the record and its beginning'),
        problem: z.object({ code: z.string(), message: z.string(), hint: z.string().exactOptional() }).exactOptional(),
      }),
    ),
  })
  .meta({ id: 'ImportResult' })
