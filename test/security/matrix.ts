import type { Role, Verb } from '#desk/people'

/**
 * Who may use which route: written by hand from what people of a foundation are to do, not from the table of operations that the code
 * has. A route without a row fails the test beside this file, and so does a row without a route.
 */
export interface Row {
  /** `PATCH /vulnerabilities/:id`. */
  readonly route: string
  /** What permission is asked for. */
  readonly on: Ground
  /** Roles that may. Without meaning for `public` and `self`. */
  readonly who: readonly Role[]
  /** What the scope of a token must hold; every token may read. */
  readonly verb: Verb
  /** Where the request is for something within the resource that is not there: how its absence is told to those who may. */
  readonly within?: RegExp
  /** A request that reaches the question of permission and, where it is allowed, changes nothing that a later one needs. */
  ask(place: Place): { readonly path: string; readonly body?: unknown; readonly version?: number }
}

/** What a permission is given for. */
export type Ground =
  | 'public' // everybody
  | 'self' // whoever is signed in at a browser
  | 'signed-in' // whoever is signed in, tokens included
  | 'foundation' // a role in the foundation; one in a project does not count
  | 'desk' // a role anywhere
  | 'project' // a role in this project, or in the foundation
  | 'vulnerability' // the same, and the need-to-know list while it is under embargo
  | 'case' // the same, and the list always
  | 'report' // a role in this project or the foundation; one sees what one has made

/** Names that a request is about. */
export interface Place {
  readonly project: string
  readonly vulnerability: string
  readonly case: string
  readonly job: string
  readonly template: string
  /** ID of a person. */
  readonly person: string
}

export const EVERYBODY: readonly Role[] = ['viewer', 'coordinator', 'editor', 'reviewer', 'operator', 'administrator']
export const NOT_VIEWERS: readonly Role[] = EVERYBODY.filter((role) => role !== 'viewer')
export const WRITERS: readonly Role[] = ['coordinator', 'editor']
const TEMPLATE_WRITERS: readonly Role[] = [...WRITERS, 'administrator']

/** A version that no row has: what is allowed comes to nothing, after permission was asked. */
const STALE = 999_999
const secret = 'no-such-secret'
const NO_ROLES = { foundation: [], projects: {} }

const open = (route: string, body?: unknown): Row => ({
  route,
  on: 'public',
  who: EVERYBODY,
  verb: 'read',
  ask: () => ({ path: route.split(' ')[1] ?? '', ...(body !== undefined && { body }) }),
})

const own = (route: string, path: string = route.split(' ')[1] ?? '', body?: unknown): Row => ({
  route,
  on: 'self',
  who: EVERYBODY,
  verb: 'read',
  ask: () => ({ path, version: STALE, ...(body !== undefined && { body }) }),
})

function row(on: Ground, route: string, verb: Verb, who: readonly Role[], ask: Row['ask'], within?: RegExp): Row {
  return { route, on, who, verb, ask, ...(within !== undefined && { within }) }
}

export const MATRIX: readonly Row[] = [
  open('GET /session'),
  open('POST /session', { email: 'nobody@lsf.example', passphrase: 'x' }),
  open('POST /session/passkey/options'),
  open('POST /session/passkey', { ceremony: secret, answer: {} }),
  open('POST /setup', {
    secret,
    name: 'X',
    email: 'x@lsf.example',
    passphrase: 'twelve letters',
    foundation: { short_name: 'xx', long_name: 'X' },
    demo: false,
  }),
  // Away at this desk: the provider of the test is not there.
  open('GET /session/oidc/start'),
  open('GET /session/oidc/callback'),
  open('POST /invitations/look', { secret }),
  open('POST /invitations/accept', { secret, passphrase: 'twelve letters' }),

  own('GET /me'),
  own('PATCH /me', '/me', { name: 'X' }),
  own('PUT /me/passphrase', '/me/passphrase', { current: 'wrong', next: 'twelve letters' }),
  own('GET /me/sessions'),
  own('DELETE /me/sessions'),
  own('DELETE /me/sessions/:id', '/me/sessions/none'),
  own('GET /me/passkeys'),
  own('POST /me/passkeys/options'),
  own('POST /me/passkeys', '/me/passkeys', { ceremony: secret, answer: {}, name: 'X' }),
  own('DELETE /me/passkeys/:id', '/me/passkeys/none'),
  own('GET /me/tokens'),
  own('POST /me/tokens', '/me/tokens', { name: 'X', projects: 'all', verbs: ['read'], embargoed: false, days: 1 }),
  own('DELETE /me/tokens/:id', '/me/tokens/none'),
  own('DELETE /session'),

  row('signed-in', 'GET /events', 'read', EVERYBODY, () => ({ path: '/events' })),
  row('signed-in', 'GET /roles', 'read', EVERYBODY, () => ({ path: '/roles' })),
  row('desk', 'GET /foundation', 'read', EVERYBODY, () => ({ path: '/foundation' })),
  row('foundation', 'PATCH /foundation', 'administer', ['administrator'], () => ({
    path: '/foundation',
    body: {},
    version: STALE,
  })),
  row('desk', 'GET /people', 'read', NOT_VIEWERS, () => ({ path: '/people' })),
  row('foundation', 'POST /people', 'administer', ['administrator'], () => ({
    path: '/people',
    body: { name: 'X', email: 'matrix-0@lsf.example', roles: NO_ROLES },
  })),
  row('foundation', 'PATCH /people/:id', 'administer', ['administrator'], ({ person }) => ({
    path: `/people/${person}`,
    body: {},
    version: STALE,
  })),
  row('foundation', 'PUT /people/:id/roles', 'administer', ['administrator'], ({ person }) => ({
    path: `/people/${person}/roles`,
    body: NO_ROLES,
    version: STALE,
  })),
  row('foundation', 'POST /people/:id/invitation', 'administer', ['administrator'], ({ person }) => ({
    path: `/people/${person}/invitation`,
  })),
  row('foundation', 'DELETE /people/:id/sessions', 'administer', ['administrator'], ({ person }) => ({
    path: `/people/${person}/sessions`,
  })),
  row('foundation', 'GET /audit', 'administer', ['administrator'], () => ({ path: '/audit' })),
  row('project', 'GET /audit', 'administer', ['administrator'], ({ project }) => ({
    path: `/audit?project=${project}`,
  })),
  row('foundation', 'GET /audit/export', 'administer', ['administrator'], () => ({ path: '/audit/export' })),
  row('foundation', 'GET /audit/verification', 'administer', ['administrator'], () => ({
    path: '/audit/verification',
  })),
  row('desk', 'GET /jobs/:id', 'read', EVERYBODY, ({ job }) => ({ path: `/jobs/${job}` })),
  row('desk', 'GET /projects', 'read', EVERYBODY, () => ({ path: '/projects' })),
  row('foundation', 'POST /projects', 'administer', ['administrator'], () => ({
    path: '/projects',
    body: { proposal: 'none' },
  })),
  row('foundation', 'POST /projects/proposals', 'administer', ['administrator'], () => ({
    path: '/projects/proposals',
    body: { repository: 'ext::whoami' },
  })),
  row(
    'foundation',
    'GET /projects/proposals/:id',
    'administer',
    ['administrator'],
    () => ({
      path: '/projects/proposals/none',
    }),
    /proposal/,
  ),
  row('project', 'GET /projects/:slug', 'read', EVERYBODY, ({ project }) => ({ path: `/projects/${project}` })),
  row('project', 'GET /projects/:slug/settings', 'read', EVERYBODY, ({ project }) => ({
    path: `/projects/${project}/settings`,
  })),
  row('project', 'PUT /projects/:slug/settings', 'administer', ['administrator'], ({ project }) => ({
    path: `/projects/${project}/settings`,
    body: { text: 'no: settings' },
    version: STALE,
  })),
  row('project', 'POST /projects/:slug/fetch', 'write', NOT_VIEWERS, ({ project }) => ({
    path: `/projects/${project}/fetch`,
  })),
  row('project', 'PUT /projects/:slug/credentials/:target', 'administer', ['administrator'], ({ project }) => ({
    path: `/projects/${project}/credentials/test`,
    body: { org: 'lsf', user: 'ada@lsf.example', key: 'key-of-the-matrix' },
  })),
  row(
    'project',
    'DELETE /projects/:slug/credentials/:target',
    'administer',
    ['administrator'],
    ({ project }) => ({
      path: `/projects/${project}/credentials/test`,
    }),
    /credentials/,
  ),
  row('project', 'GET /projects/:slug/templates', 'read', EVERYBODY, ({ project }) => ({
    path: `/projects/${project}/templates`,
  })),
  row('project', 'POST /projects/:slug/templates', 'write', TEMPLATE_WRITERS, ({ project }) => ({
    path: `/projects/${project}/templates`,
    body: { name: 'x', content: {} },
  })),
  row('project', 'POST /projects/:slug/templates/import', 'write', TEMPLATE_WRITERS, ({ project }) => ({
    path: `/projects/${project}/templates/import`,
    body: { text: '{"steward-template": "1", "name": "x", "about": "", "content": {}}' },
  })),
  row('project', 'GET /projects/:slug/templates/:id', 'read', EVERYBODY, ({ project, template }) => ({
    path: `/projects/${project}/templates/${template}`,
  })),
  row('project', 'PUT /projects/:slug/templates/:id', 'write', TEMPLATE_WRITERS, ({ project, template }) => ({
    path: `/projects/${project}/templates/${template}`,
    body: { name: 'x', content: {} },
    version: STALE,
  })),
  row(
    'project',
    'DELETE /projects/:slug/templates/:id',
    'write',
    TEMPLATE_WRITERS,
    ({ project }) => ({
      path: `/projects/${project}/templates/none`,
    }),
    /template/,
  ),
  row('project', 'GET /projects/:slug/team', 'read', EVERYBODY, ({ project }) => ({
    path: `/projects/${project}/team`,
  })),
  row('project', 'PUT /projects/:slug/team/:id', 'administer', ['administrator'], ({ project, person }) => ({
    path: `/projects/${project}/team/${person}`,
    body: { roles: [] },
    version: STALE,
  })),

  row('desk', 'GET /vulnerabilities', 'read', EVERYBODY, () => ({ path: '/vulnerabilities' })),
  row('project', 'GET /projects/:slug/timeline', 'read', EVERYBODY, ({ project }) => ({
    path: `/projects/${project}/timeline`,
  })),
  row('project', 'POST /vulnerabilities/proposals', 'write', WRITERS, ({ project }) => ({
    path: '/vulnerabilities/proposals',
    body: { project, link: '0000000' },
  })),
  row('project', 'POST /vulnerabilities', 'write', WRITERS, ({ project }) => ({
    path: '/vulnerabilities',
    body: { project, link: '0000000' },
  })),
  row('project', 'POST /vulnerabilities/import', 'write', WRITERS, ({ project }) => ({
    path: '/vulnerabilities/import',
    body: { project, files: [] },
  })),
  row('vulnerability', 'GET /vulnerabilities/:id', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}`,
  })),
  row('vulnerability', 'PATCH /vulnerabilities/:id', 'write', WRITERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}`,
    body: { base: STALE, changes: [{ field: 'title', value: 'x' }] },
  })),
  ...(['undo', 'redo'] as const).map((way) =>
    row('vulnerability', `POST /vulnerabilities/:id/${way}`, 'write', WRITERS, ({ vulnerability }) => ({
      path: `/vulnerabilities/${vulnerability}/${way}`,
      body: {},
    })),
  ),
  row('vulnerability', 'PUT /vulnerabilities/:id/access', 'write', ['coordinator', 'administrator'], (place) => ({
    path: `/vulnerabilities/${place.vulnerability}/access`,
    body: { people: [] },
  })),
  // For those who are on no list: the embargo is what it is about.
  row('project', 'POST /vulnerabilities/:id/access/me', 'administer', ['administrator'], ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/access/me`,
  })),
  row('vulnerability', 'POST /vulnerabilities/:id/clone', 'write', WRITERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/clone`,
    body: {},
  })),
  row('vulnerability', 'GET /vulnerabilities/:id/presence', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/presence`,
  })),
  row('vulnerability', 'POST /vulnerabilities/:id/presence', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/presence`,
    body: {},
  })),
  ...(['assessment', 'backports', 'readiness', 'record', 'readers', 'diff', 'history', 'facts'] as const).map((view) =>
    row('vulnerability', `GET /vulnerabilities/:id/${view}`, 'read', EVERYBODY, ({ vulnerability }) => ({
      path: `/vulnerabilities/${vulnerability}/${view}`,
    })),
  ),
  row(
    'vulnerability',
    'GET /vulnerabilities/:id/patches/:commit',
    'read',
    EVERYBODY,
    ({ vulnerability }) => ({ path: `/vulnerabilities/${vulnerability}/patches/0000000` }),
    /^there is no commit /,
  ),
  row('vulnerability', 'POST /vulnerabilities/:id/fixes', 'write', WRITERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/fixes`,
    body: { base: STALE },
  })),
  row('vulnerability', 'PUT /vulnerabilities/:id/record', 'write', WRITERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/record`,
    body: { base: STALE, text: 'no JSON' },
  })),

  row('vulnerability', 'GET /vulnerabilities/:id/review', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/review`,
  })),
  row('vulnerability', 'POST /vulnerabilities/:id/review/requests', 'write', WRITERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/review/requests`,
    body: { version: STALE },
  })),
  row('vulnerability', 'POST /vulnerabilities/:id/review/comments', 'review', NOT_VIEWERS, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/review/comments`,
    body: { field: 'title', text: 'x' },
  })),
  row(
    'vulnerability',
    'PATCH /vulnerabilities/:id/review/comments/:comment',
    'review',
    NOT_VIEWERS,
    ({ vulnerability }) => ({
      path: `/vulnerabilities/${vulnerability}/review/comments/none`,
      body: { resolved: true },
    }),
    /comment/,
  ),
  row('vulnerability', 'POST /vulnerabilities/:id/review/decisions', 'review', ['reviewer'], ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/review/decisions`,
    body: { decision: 'approve', version: STALE },
  })),

  row('vulnerability', 'GET /vulnerabilities/:id/publications', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/vulnerabilities/${vulnerability}/publications`,
  })),
  row(
    'vulnerability',
    'POST /vulnerabilities/:id/publications',
    'publish',
    ['operator'],
    ({ vulnerability }) => ({
      path: `/vulnerabilities/${vulnerability}/publications`,
      body: { target: 'sandbox', version: STALE },
    }),
    /credentials/,
  ),
  row('vulnerability', 'GET /publications/:id', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/publications/publication-${vulnerability}`,
  })),
  row('vulnerability', 'DELETE /publications/:id', 'publish', ['operator'], ({ vulnerability }) => ({
    path: `/publications/publication-${vulnerability}`,
  })),
  row(
    'vulnerability',
    'POST /publications',
    'publish',
    ['operator'],
    ({ vulnerability }) => ({
      path: '/publications',
      body: { target: 'sandbox', publications: [{ vulnerability, version: STALE }] },
    }),
    /credentials/,
  ),
  row('vulnerability', 'GET /batches/:id', 'read', EVERYBODY, ({ vulnerability }) => ({
    path: `/batches/batch-${vulnerability}`,
  })),
  ...(['pause', 'resume'] as const).map((way) =>
    row('vulnerability', `POST /batches/:id/${way}`, 'publish', ['operator'], ({ vulnerability }) => ({
      path: `/batches/batch-${vulnerability}/${way}`,
    })),
  ),

  row('desk', 'GET /board', 'read', EVERYBODY, () => ({ path: '/board' })),
  row(
    'project',
    'GET /board/:project/:tag',
    'read',
    EVERYBODY,
    ({ project }) => ({ path: `/board/${project}/none` }),
    /tag/,
  ),
  row('project', 'POST /board/:project/refresh', 'write', NOT_VIEWERS, ({ project }) => ({
    path: `/board/${project}/refresh`,
  })),
  row(
    'project',
    'POST /board/decisions',
    'review',
    ['editor', 'reviewer'],
    ({ project }) => ({
      path: '/board/decisions',
      body: { project, decisions: [{ vulnerability: 'none', plan: 'x', decision: 'take-back' }] },
    }),
    /item/,
  ),
  row('project', 'POST /board/batches', 'publish', ['operator'], ({ project }) => ({
    path: '/board/batches',
    body: { project, target: 'sandbox' },
  })),
  row('project', 'POST /projects/:slug/hook', 'administer', ['administrator'], ({ project }) => ({
    path: `/projects/${project}/hook`,
  })),
  open('POST /hooks/:project', {}),

  row('desk', 'GET /cases', 'read', NOT_VIEWERS, () => ({ path: '/cases' })),
  row('report', 'POST /cases', 'write', ['coordinator'], ({ project }) => ({
    path: '/cases',
    body: { project, title: 'x', report: '', reporter: 'x' },
  })),
  row('case', 'GET /cases/:id', 'read', NOT_VIEWERS, (place) => ({ path: `/cases/${place.case}` })),
  row('case', 'PATCH /cases/:id', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}`,
    body: { title: 'x' },
    version: STALE,
  })),
  row('case', 'POST /cases/:id/moves', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/moves`,
    body: { to: 'acknowledged', version: STALE },
  })),
  row('case', 'POST /cases/:id/notes', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/notes`,
    body: { kind: 'note', text: 'x' },
  })),
  row('case', 'PUT /cases/:id/access', 'write', ['coordinator', 'administrator'], (place) => ({
    path: `/cases/${place.case}/access`,
    body: { people: ['nobody'] },
  })),
  row('case', 'POST /cases/:id/vulnerability', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/vulnerability`,
    body: {},
  })),
  row(
    'case',
    'PUT /cases/:id/dispute',
    'write',
    ['coordinator'],
    (place) => ({ path: `/cases/${place.case}/dispute`, body: { disputes: 'nothing' }, version: STALE }),
    /vulnerability "nothing"/,
  ),
  row('case', 'DELETE /cases/:id/dispute', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/dispute`,
    version: STALE,
  })),
  row('case', 'POST /cases/:id/dispute/steps', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/dispute/steps`,
    body: { step: 'acknowledge', version: STALE },
  })),
  row('case', 'POST /cases/:id/dispute/tag', 'write', ['coordinator'], (place) => ({
    path: `/cases/${place.case}/dispute/tag`,
  })),

  ...(
    [
      ['GET /ids', 'read', EVERYBODY, '/ids', undefined],
      ['GET /ids/organisation', 'read', EVERYBODY, '/ids/organisation', undefined],
      [
        'POST /ids/reservations',
        'publish',
        ['coordinator', 'operator'],
        '/ids/reservations',
        { mode: 'priority', year: 2030, amount: 1 },
      ],
      ['POST /ids/:cve/rejection', 'publish', ['operator'], '/ids/CVE-2030-10421/rejection', {}],
      ['DELETE /ids/:cve/rejection', 'publish', ['operator'], '/ids/CVE-2030-10421/rejection', undefined],
      ['POST /ids/:cve/transfer', 'publish', ['operator'], '/ids/CVE-2030-10421/transfer', { org: 'other' }],
      ['PUT /ids/:cve/adp', 'publish', ['operator'], '/ids/CVE-2030-10421/adp', { container: {} }],
      ['POST /ids/users', 'administer', ['administrator'], '/ids/users', { username: 'new@lsf.example', admin: false }],
      ['PATCH /ids/users/:username', 'administer', ['administrator'], '/ids/users/new@lsf.example', {}],
      ['POST /ids/users/:username/secret', 'administer', ['administrator'], '/ids/users/new@lsf.example/secret', {}],
    ] as const
  ).map(([route, verb, who, path, body]) =>
    row(
      'project',
      route,
      verb,
      who,
      ({ project }) => ({
        path: `${path}?project=${project}&target=production`,
        ...(body !== undefined && { body }),
      }),
      /credentials/,
    ),
  ),

  row('desk', 'GET /home', 'read', EVERYBODY, () => ({ path: '/home' })),
  row('desk', 'GET /statistics', 'read', EVERYBODY, () => ({ path: '/statistics' })),
  row('desk', 'GET /search', 'read', EVERYBODY, () => ({ path: '/search?q=x' })),

  row('signed-in', 'GET /weaknesses', 'read', EVERYBODY, () => ({ path: '/weaknesses?q=79' })),
  row('signed-in', 'GET /attack-patterns', 'read', EVERYBODY, () => ({ path: '/attack-patterns?q=132' })),
  row('signed-in', 'POST /cvss', 'read', EVERYBODY, () => ({ path: '/cvss', body: { vector: 'x' } })),
]
