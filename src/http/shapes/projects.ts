import { z } from 'zod'
import type {
  CloneView,
  CredentialsView,
  CredentialsWish,
  NewProject,
  Problem as ProblemView,
  ProjectDetail as ProjectDetailView,
  ProjectSummary as ProjectSummaryView,
  ProposalView,
  ScheduleEntry,
  SettingsView,
  TemplateContent as TemplateContentView,
  TemplateImported as TemplateImportedView,
  TemplateSummary as TemplateSummaryView,
  TemplateView,
  TemplateWish,
  TimelineBranch,
  TimelineView,
} from '#desk/projects'

const day = z.iso.date()
const moment = z.iso.datetime()
const lifecycle = z.enum(['prerelease', 'bugfix', 'security', 'end-of-life'])
const target = z.enum(['sandbox', 'test', 'production'])
const slug = z.string().min(1).max(64).describe('Short name of the project, as addresses have it')

export const ProjectProblem: z.ZodType<ProblemView> = z
  .object({
    code: z.string(),
    message: z.string(),
    hint: z.string().exactOptional(),
    at: z.string().exactOptional(),
    line: z.int().exactOptional(),
  })
  .meta({ id: 'ProjectProblem', description: 'A fault beside the thing it is about' })

export const Clone: z.ZodType<CloneView> = z
  .object({
    state: z.enum(['reading', 'ready', 'failed']),
    readAt: moment.exactOptional().describe('When the clone was last read from its origin'),
    job: z.string().exactOptional().describe('The job that reads it now: GET /jobs/{id}'),
    problem: ProjectProblem.exactOptional(),
  })
  .meta({ id: 'Clone', description: 'How the clone of a project stands' })

const summary = {
  slug,
  title: z.string(),
  repository: z.string().exactOptional().describe('The public address'),
  clone: Clone,
  counts: z
    .object({ open: z.int(), published: z.int(), rejected: z.int() })
    .describe('Vulnerabilities that you may know of'),
  version: z.int(),
}

export const ProjectSummary: z.ZodType<ProjectSummaryView> = z
  .object(summary)
  .meta({ id: 'ProjectSummary', description: 'One project in a list' })

export const ProjectList: z.ZodType<{ readonly items: readonly ProjectSummaryView[] }> = z
  .object({ items: z.array(ProjectSummary) })
  .meta({ id: 'ProjectList', description: 'The projects that you may see, by title' })

const templateSummary = {
  id: z.string(),
  name: z.string(),
  about: z.string(),
  isDefault: z.boolean(),
  used: z.int().describe('How many vulnerabilities were started from it'),
  version: z.int(),
}

export const TemplateSummary: z.ZodType<TemplateSummaryView> = z
  .object(templateSummary)
  .meta({ id: 'TemplateSummary', description: 'One template in a list' })

export const Credentials: z.ZodType<CredentialsView> = z
  .object({
    target,
    url: z.string(),
    org: z.string().describe('Short name of the organisation at CVE Services'),
    user: z.string(),
    setAt: moment,
    setBy: z.string(),
  })
  .meta({ id: 'Credentials', description: 'How a project speaks to CVE Services; the key is never sent back' })

export const ProjectDetail: z.ZodType<ProjectDetailView> = z
  .object({
    ...summary,
    product: z.object({
      vendor: z.string(),
      product: z.string(),
      packageName: z.string().exactOptional(),
      purl: z.string().exactOptional(),
      cpes: z.array(z.string()),
      modules: z.array(z.string()),
      platforms: z.array(z.string()),
    }),
    scheme: z.string().describe('Version scheme: semver, python, ...'),
    tagRules: z.array(z.string()),
    bounds: z.enum(['first-prerelease', 'final']),
    osvPrefix: z.string(),
    ecosystem: z.string().exactOptional(),
    foundation: z
      .object({
        shortName: z.string(),
        name: z.string().exactOptional(),
        advisories: z.string().exactOptional(),
      })
      .exactOptional(),
    branches: z.array(
      z.object({
        name: z.string(),
        series: z.string(),
        lifecycle,
        endOfLife: day.exactOptional(),
        next: z.string().exactOptional(),
      }),
    ),
    releases: z.int(),
    templates: z.array(TemplateSummary),
    credentials: z.array(Credentials),
    targets: z.array(target).describe('Where CVE Services can be asked for the project'),
  })
  .meta({ id: 'ProjectDetail', description: 'One project with what it states in steward.yaml' })

export const Settings: z.ZodType<SettingsView> = z
  .object({ text: z.string().describe('steward.yaml'), version: z.int() })
  .meta({ id: 'ProjectSettings', description: 'The settings of a project as text' })

export const SettingsWish: z.ZodType<{ readonly text: string }> = z
  .object({ text: z.string().max(1024 * 1024) })
  .meta({ id: 'ProjectSettingsWish', description: 'New settings; they must be sound as a whole' })

const Branch: z.ZodType<TimelineBranch> = z.object({
  name: z.string(),
  series: z.string(),
  lifecycle: lifecycle.exactOptional(),
  starts: day.exactOptional(),
  endOfLife: day.exactOptional(),
  next: z.string().exactOptional(),
  latest: z.string().exactOptional(),
  open: z.int(),
  releases: z.array(
    z.object({
      version: z.string(),
      prerelease: z.boolean(),
      tag: z.string().exactOptional(),
      date: day.exactOptional(),
      yanked: z.string().exactOptional(),
      sourceOnly: z.boolean().exactOptional(),
    }),
  ),
})

export const Timeline: z.ZodType<TimelineView> = z
  .object({
    from: day,
    to: day,
    today: day,
    branches: z.array(Branch),
    releases: z.int(),
    ignored: z.array(z.object({ tag: z.string(), why: z.string() })),
  })
  .meta({ id: 'Timeline', description: 'Branches and releases along the time, oldest branch first' })

export const RepositoryWish: z.ZodType<{ readonly repository: string }> = z
  .object({ repository: z.string().min(1).max(2048).describe('A URL, or a path on the machine of the desk') })
  .meta({ id: 'RepositoryWish' })

export const Proposal: z.ZodType<ProposalView> = z
  .object({
    id: z.string(),
    repository: z.string(),
    state: z.enum(['reading', 'ready', 'failed']),
    job: z.string().exactOptional(),
    problem: ProjectProblem.exactOptional(),
    seen: z
      .object({
        slug: z.string(),
        address: z.string().exactOptional(),
        scheme: z.string(),
        tagRules: z.array(z.string()),
        releases: z.int(),
        prereleases: z.int(),
        ignored: z.array(z.string()),
        branches: z.array(
          z.object({ name: z.string(), series: z.string(), lifecycle, newest: z.string().exactOptional() }),
        ),
        taken: z.boolean().describe('A project of that short name exists already'),
      })
      .exactOptional(),
    settings: z.string().exactOptional().describe('steward.yaml as it would be written'),
  })
  .meta({ id: 'ProjectProposal', description: 'What was seen in a repository that somebody wants to add' })

export const NewProjectWish: z.ZodType<NewProject> = z
  .object({
    proposal: z.string(),
    vendor: z.string().min(1).max(512),
    product: z.string().min(1).max(2048),
    prefix: z.string().regex(/^[A-Z][A-Z0-9]{0,15}$/, 'must be capitals and digits'),
    slug: slug.exactOptional(),
    title: z.string().min(1).max(200).exactOptional(),
    repository: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .exactOptional()
      .describe('Public address, for records'),
    settings: z
      .string()
      .max(1024 * 1024)
      .exactOptional(),
  })
  .meta({ id: 'NewProject', description: 'A new project from what was seen in its repository' })

const discovery = z.enum(['INTERNAL', 'EXTERNAL', 'USER', 'UNKNOWN'])

const Schedule: z.ZodType<ScheduleEntry> = z.object({
  branch: z.string().min(1).max(100),
  status: z.enum(['affected', 'fixed', 'unaffected', 'unknown']),
  reason: z.string().min(1).max(1000),
})

export const TemplateContent: z.ZodType<TemplateContentView> = z
  .object({
    weaknesses: z.array(z.string().max(20)).max(100).exactOptional(),
    modules: z.array(z.string().max(1024)).max(1000).exactOptional(),
    platforms: z.array(z.string().max(1024)).max(1000).exactOptional(),
    discovery: discovery.exactOptional(),
    references: z
      .array(
        z.object({
          url: z.string().max(2048),
          tags: z.array(z.string().max(128)).max(32),
          name: z.string().max(512).exactOptional(),
        }),
      )
      .max(512)
      .exactOptional(),
    credits: z
      .array(
        z.object({
          name: z.string().max(4096),
          type: z.string().max(64),
          consent: z.boolean().exactOptional(),
        }),
      )
      .max(1000)
      .exactOptional(),
    description: z.string().max(65_536).exactOptional(),
    workarounds: z.string().max(65_536).exactOptional(),
    schedule: z.array(Schedule).max(1000).exactOptional().describe('What is stated of whole branches, with the reason'),
  })
  .meta({
    id: 'TemplateContent',
    description: 'What a new vulnerability starts with; exported and imported as it stands',
  })

export const Template: z.ZodType<TemplateView> = z
  .object({ ...templateSummary, content: TemplateContent })
  .meta({ id: 'Template', description: 'A template with its content' })

export const TemplateList: z.ZodType<{ readonly items: readonly TemplateView[] }> = z
  .object({ items: z.array(Template) })
  .meta({ id: 'TemplateList' })

export const TemplateWishShape: z.ZodType<TemplateWish> = z
  .object({
    name: z.string().min(1).max(100),
    about: z.string().max(500).exactOptional(),
    isDefault: z.boolean().exactOptional(),
    content: TemplateContent,
  })
  .meta({ id: 'TemplateWish', description: 'A template as it is written' })

export const TemplateText: z.ZodType<{ readonly text: string; readonly name?: string }> = z
  .object({
    text: z
      .string()
      .max(4 * 1024 * 1024)
      .describe('JSON: an exported template, or a CVE record that serves as one'),
    name: z.string().min(1).max(100).exactOptional(),
  })
  .meta({ id: 'TemplateText' })

export const TemplateImported: z.ZodType<TemplateImportedView> = z
  .object({ template: Template, notes: z.array(z.string()) })
  .meta({ id: 'TemplateImported', description: 'The new template, and what was not taken over' })

export const CredentialsWishShape: z.ZodType<CredentialsWish> = z
  .object({
    url: z.string().max(2048).exactOptional(),
    org: z.string().min(2).max(32),
    user: z.string().min(3).max(128),
    key: z.string().min(1).max(512),
  })
  .meta({ id: 'CredentialsWish', description: 'Credentials for CVE Services; the key is kept encrypted' })
