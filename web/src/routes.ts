/**
 * The addresses of the desk. A page is a component in `pages/`, loaded when it is first visited; to add one, write the component
 * and a line here.
 */
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readAhead } from './data/reads.ts'
import { readSession } from './data/session.ts'
import { Frame } from './frame/frame.tsx'
import { Root } from './frame/root.tsx'
import { NothingHere } from './pieces/page-states.tsx'

/** Takes these words from the query of an address, all optional; what else stands there is left out. */
function words<Name extends string>(
  ...names: readonly Name[]
): (search: Record<string, unknown>) => { [N in Name]?: string } {
  return (search) => {
    const taken: { [N in Name]?: string } = {}
    for (const name of names) {
      const value = search[name]
      if (typeof value === 'string' && value !== '') taken[name] = value
    }
    return taken
  }
}

const root = createRootRoute({ component: Root })

/** Everything inside the frame asks for a session first; without one the person signs in and comes back. */
const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  component: Frame,
  beforeLoad: async ({ location }) => {
    const session = await readSession()
    if (session.needsSetUp) throw redirect({ to: '/set-up' })
    if (session.me === undefined) {
      throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { to: location.href } })
    }
    // The frame of every page asks for these, once it is drawn.
    readAhead('/home', '/foundation', '/projects')
  },
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: words('to', 'fault'),
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in.tsx'), 'SignIn'),
})

const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./pages/set-up/set-up.tsx'), 'SetUp'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./pages/invitation/invitation.tsx'), 'Invitation'),
})

/** The views of one vulnerability share its head and the work that is not saved yet. */
const vulnerability = createRoute({
  getParentRoute: () => desk,
  path: '/vulnerabilities/$id',
  component: lazyRouteComponent(() => import('./pages/vulnerability/vulnerability.tsx'), 'Vulnerability'),
})

const views = [
  createRoute({
    getParentRoute: () => vulnerability,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/vulnerability/facts/facts-tab.tsx'), 'FactsTab'),
  }),
  createRoute({
    getParentRoute: () => vulnerability,
    path: '/record',
    component: lazyRouteComponent(() => import('./pages/vulnerability/record/record-tab.tsx'), 'RecordTab'),
  }),
  createRoute({
    getParentRoute: () => vulnerability,
    path: '/readers',
    component: lazyRouteComponent(() => import('./pages/vulnerability/readers/readers-tab.tsx'), 'ReadersTab'),
  }),
  createRoute({
    getParentRoute: () => vulnerability,
    path: '/review',
    component: lazyRouteComponent(() => import('./pages/review/review.tsx'), 'Review'),
  }),
  createRoute({
    getParentRoute: () => vulnerability,
    path: '/history',
    component: lazyRouteComponent(() => import('./pages/vulnerability/history/history-tab.tsx'), 'HistoryTab'),
  }),
] as const

/** One entry for each address: the component is loaded when it is first visited. */
const pages = [
  createRoute({
    getParentRoute: () => desk,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/home/home.tsx'), 'Home'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/vulnerabilities',
    validateSearch: words('q', 'project', 'stage', 'severity', 'year', 'embargoed', 'behind', 'sort'),
    component: lazyRouteComponent(() => import('./pages/vulnerabilities/vulnerabilities.tsx'), 'Vulnerabilities'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/vulnerabilities/new',
    validateSearch: words('project', 'cve', 'case'),
    component: lazyRouteComponent(() => import('./pages/new/new-vulnerability.tsx'), 'NewVulnerability'),
  }),
  vulnerability.addChildren(views),
  createRoute({
    getParentRoute: () => desk,
    path: '/board',
    component: lazyRouteComponent(() => import('./pages/board/board.tsx'), 'Board'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/board/$project/$tag',
    component: lazyRouteComponent(() => import('./pages/board/board-tag.tsx'), 'BoardTag'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/cases',
    validateSearch: words('q', 'project', 'state', 'disputes'),
    component: lazyRouteComponent(() => import('./pages/cases/cases.tsx'), 'Cases'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/cases/new',
    validateSearch: words('project'),
    component: lazyRouteComponent(() => import('./pages/cases/new-case.tsx'), 'NewCase'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/cases/$id',
    component: lazyRouteComponent(() => import('./pages/cases/case.tsx'), 'Case'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/ids',
    validateSearch: words('project', 'show', 'year', 'q'),
    component: lazyRouteComponent(() => import('./pages/ids/ids.tsx'), 'Ids'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/audit',
    validateSearch: words('q', 'kind', 'project', 'actor', 'since', 'until', 'entry'),
    component: lazyRouteComponent(() => import('./pages/audit/audit.tsx'), 'Audit'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/projects',
    component: lazyRouteComponent(() => import('./pages/projects/projects.tsx'), 'Projects'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/projects/new',
    component: lazyRouteComponent(() => import('./pages/projects/new-project.tsx'), 'NewProject'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/projects/$slug',
    component: lazyRouteComponent(() => import('./pages/project/project.tsx'), 'Project'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/projects/$slug/$tab',
    component: lazyRouteComponent(() => import('./pages/project/project.tsx'), 'Project'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/people',
    component: lazyRouteComponent(() => import('./pages/people/people.tsx'), 'People'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/account',
    component: lazyRouteComponent(() => import('./pages/account/account.tsx'), 'Account'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/search',
    validateSearch: words('q'),
    component: lazyRouteComponent(() => import('./pages/search/search.tsx'), 'Search'),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: '/interface',
    component: lazyRouteComponent(() => import('./pages/interface/interface.tsx'), 'Interface'),
  }),
  // Whatever else is asked for: the frame stays, so that one finds back.
  createRoute({ getParentRoute: () => desk, path: '$', component: NothingHere }),
] as const

export const routes = root.addChildren([signIn, setUp, invitation, desk.addChildren(pages)])
