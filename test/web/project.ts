import type { APIRequestContext, APIResponse, BrowserContext } from 'playwright-core'
import type { FactsView, NewVulnerability, VulnerabilityDetail } from '#desk/advisories'
import type { OrganisationView } from '#desk/identifiers'
import type { ProjectDetail, ProposalView, SettingsView, TemplateContent, TemplateView } from '#desk/projects'
import { SANDBOX_CNA } from '../../src/main/desk-sandbox.ts'
import type { TestDesk } from './desk.ts'
import type { Lantern } from './lantern.ts'

/** The interface of the desk, as a signed-in browser speaks to it. */
export interface Api {
  get<T>(path: string): Promise<T>
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, version?: number): Promise<T>
}

export function apiOf(desk: TestDesk, { request }: Pick<BrowserContext, 'request'>): Api {
  return {
    get: async (path) => await answerOf(await request.get(`${desk.url}/api/v1${path}`), path),
    send: async (method, path, body, version) =>
      await answerOf(await call(request, desk, method, path, body, version), path),
  }
}

async function call(
  request: APIRequestContext,
  desk: TestDesk,
  method: string,
  path: string,
  body: unknown,
  version: number | undefined,
): Promise<APIResponse> {
  const match: Record<string, string> = version === undefined ? {} : { 'if-match': `"${version}"` }
  const headers = { 'x-steward': '1', origin: desk.url, ...match }
  return await request.fetch(`${desk.url}/api/v1${path}`, {
    method,
    headers,
    ...(body !== undefined && { data: body }),
  })
}

async function answerOf<T>(answer: APIResponse, path: string): Promise<T> {
  const text = await answer.text()
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** Asks again until `look` answers; the desk reads clones in jobs. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + 30_000
  while (Date.now() < end) {
    const seen = await look()
    if (seen !== undefined) return seen
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${what} did not come`)
}

/** Adds Lantern as a person would: from its repository, through what the desk proposes. */
export async function addLantern(api: Api, { folder }: Lantern): Promise<ProjectDetail> {
  const begun = await api.send<ProposalView>('POST', '/projects/proposals', { repository: folder })
  const seen = await eventually('the proposal', async () => {
    const proposal = await api.get<ProposalView>(`/projects/proposals/${begun.id}`)
    if (proposal.state === 'failed') throw new Error(JSON.stringify(proposal.problem))
    return proposal.state === 'ready' ? proposal : undefined
  })
  await api.send('POST', '/projects', {
    proposal: seen.id,
    vendor: 'Hearth Foundation',
    product: 'Lantern',
    prefix: 'HRTH',
    slug: 'lantern',
    title: 'Lantern',
  })
  // The key of the sandbox that comes with every desk; nothing that is done there reaches anybody.
  await api.send('PUT', '/projects/lantern/credentials/sandbox', SANDBOX_CNA)
  const { org } = await api.get<OrganisationView>('/ids/organisation?project=lantern&target=sandbox')
  const { text, version } = await api.get<SettingsView>('/projects/lantern/settings')
  await api.send('PUT', '/projects/lantern/settings', { text: settingsOf(text, org.UUID) }, version)
  return await eventually('the clone', async () => {
    const project = await api.get<ProjectDetail>('/projects/lantern')
    if (project.clone.state === 'failed') throw new Error(JSON.stringify(project.clone.problem))
    return project.clone.state === 'ready' ? project : undefined
  })
}

export async function addTemplate(api: Api, content: TemplateContent): Promise<TemplateView> {
  const wish = { name: 'Standard library', about: 'Modules that are part of every release', isDefault: true, content }
  return await api.send('POST', '/projects/lantern/templates', wish)
}

/** Begins a vulnerability over the interface. */
export async function addVulnerability(
  api: Api,
  lantern: Lantern,
  facts: FactsView,
  more: Pick<NewVulnerability, 'embargoed'> = {},
): Promise<VulnerabilityDetail> {
  return await api.send('POST', '/vulnerabilities', {
    project: 'lantern',
    link: lantern.fix,
    reserve: 'sandbox',
    facts: { introduced: [lantern.introduced], ...facts },
    ...more,
  })
}

/** What was proposed, with what a foundation states besides: who assigns its IDs, where its code is, what it releases next. */
function settingsOf(proposed: string, organisation: string): string {
  return proposed
    .replace(/^# (foundation|repository):.*$/gm, '')
    .replace(/^# {3}.*$/gm, '')
    .replace(
      'clone: .',
      `foundation:
  short-name: ${SANDBOX_CNA.org}
  org-id: ${organisation}
  name: Hearth Foundation
repository: https://code.hearth.test/hearth/lantern
clone: .`,
    )
    .replace("- name: '3.12'", "- name: '3.12'\n    next: 3.12.12")
}
