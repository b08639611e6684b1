import type { RoleGrants } from '#desk/people'

/** Somebody who is not there. Domains under `example` belong to nobody (RFC 2606). */
export interface DemoPerson {
  readonly name: string
  readonly email: string
  readonly roles: RoleGrants
}

const inProjects = (roles: RoleGrants['foundation'], ...slugs: readonly string[]): RoleGrants => ({
  foundation: [],
  projects: Object.fromEntries(slugs.map((slug) => [slug, roles])),
})

export type DemoName = 'ilse' | 'tomas' | 'runa' | 'mateus'

export const PEOPLE: Readonly<Record<DemoName, DemoPerson>> = {
  ilse: {
    name: 'Ilse Marchetti',
    email: 'ilse@hearth.example',
    roles: inProjects(['coordinator', 'editor', 'reviewer'], 'lantern', 'bellows'),
  },
  tomas: { name: 'Tomas Vries', email: 'tomas@hearth.example', roles: inProjects(['editor'], 'lantern') },
  runa: {
    name: 'Runa Halvard',
    email: 'runa@hearth.example',
    roles: inProjects(['reviewer', 'operator'], 'lantern', 'kiln', 'bellows'),
  },
  mateus: {
    name: 'Mateus Brandt',
    email: 'mateus@hearth.example',
    roles: inProjects(['coordinator', 'editor'], 'kiln'),
  },
}

/** What the settings of all three projects say of the foundation. */
export const foundationLines = (shortName: string, orgId: string): readonly string[] => [
  'foundation:',
  `  short-name: ${shortName}`,
  `  org-id: ${orgId}`,
  '  name: Hearth Foundation',
  '  contact: security@hearth.example',
  '  advisories: https://security.hearth.example/advisories',
]
