import { quote } from '#fault'
import { isRegistered } from '../registered-product.ts'
import type { Fix, RecordRule, Remark, Report } from '../rule.ts'
import type { ProductView } from '../subject.ts'
import type { LintWorld, RepositoryFacts } from '../world.ts'

export const repository: RecordRule = {
  code: 'STW222',
  name: 'repository',
  on: 'record',
  level: 'warning',
  what: '`repo` is the address of the repository as a browser opens it: `https`, without `.git` where the forge does without, and as the project spells it. Files that `programFiles` and `modules` name are in the repository.',
  why: 'Tools compare `repo` letter by letter, and two spellings are two repositories to them. A path that leads nowhere sends people who look for the bug astray.',
  uses: ['repository', 'project'],
  fixes: true,
  example: {
    wrong: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            repo: 'http://github.com/lantern/lantern.git',
            defaultStatus: 'unaffected',
            versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
          },
        ],
      },
    },
    right: {
      container: {
        affected: [
          {
            vendor: 'Lantern Software Foundation',
            product: 'lantern',
            repo: 'https://github.com/lantern/lantern',
            defaultStatus: 'unaffected',
            versions: [{ version: '3.13.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
          },
        ],
      },
    },
  },

  check({ products, world }, report) {
    for (const view of products) {
      const { repo, programFiles = [], modules = [] } = view.product
      if (repo !== undefined) checkAddress(repo, view, world, report)
      const facts = factsOf(view, products.length, world)
      if (facts?.hasPath === undefined) continue
      for (let i = 0; i < programFiles.length; i++) {
        const path = programFiles[i] ?? ''
        if (NOT_A_PATH.test(path) || !isMissing(path, facts)) continue
        report({ at: `${view.at}/programFiles/${i}`, ...missing(path) })
      }
      for (let i = 0; i < modules.length; i++) {
        const name = modules[i] ?? ''
        // A module may be called anything: only what ends as files do is meant to be one.
        if (NOT_A_PATH.test(name) || !/\/[^/]*\.[A-Za-z0-9]{1,8}$/.test(name) || !isMissing(name, facts)) continue
        report({ at: `${view.at}/modules/${i}`, ...missing(name) })
      }
    }
  },
}

function checkAddress(repo: string, { product, at }: ProductView, { project }: LintWorld, report: Report): void {
  const place = `${at}/repo`
  const own = project?.repository
  if (project !== undefined && own !== undefined && isRegistered(product, project.product)) {
    if (repo === own) return
    if (bare(repo) === bare(own)) {
      report({ at: place, message: `repo is ${own} in another spelling`, fix: write(own, place) })
      return
    }
  }
  const [, scheme = '', host = '', path = ''] = ADDRESS.exec(repo) ?? []
  const isForge = FORGES.has(host.toLowerCase()) || /^gitlab\./i.test(host)
  const isSecure = scheme.toLowerCase() === 'https'
  if (isForge && !isSecure) {
    const right = `https://${host}${path.replace(/\.git\/?$/, '')}`
    report({
      at: place,
      message: `repo begins with ${quote(`${scheme}://`)}: no browser opens it safely`,
      fix: write(right, place),
    })
  } else if (isForge && /\.git\/?$/.test(path)) {
    report({
      at: place,
      message: 'repo ends in .git, and the pages of the forge do not',
      fix: write(repo.replace(/\.git\/?$/, ''), place),
    })
  } else if (INSECURE.has(scheme.toLowerCase())) {
    report({
      at: place,
      message: `repo begins with ${quote(`${scheme}://`)}: what is read there may have been changed on its way`,
      hint: 'give the address with https',
    })
  }
}

/** Scheme, host and path. A user name, as in `ssh://git@...`, is left out. */
const ADDRESS = /^([a-z+]+):\/\/(?:[^/@]*@)?([^/?#]+)((?:\/[^?#]*)?)$/i

/** Forges that answer under https, and whose clones have the address of the page. */
const FORGES: ReadonlySet<string> = new Set([
  'github.com',
  'gitlab.com',
  'codeberg.org',
  'bitbucket.org',
  'gitea.com',
  'salsa.debian.org',
])

const INSECURE: ReadonlySet<string> = new Set(['http', 'git'])

/** What two spellings of one address have in common. */
function bare(address: string): string {
  const [, , host = '', path = ''] = ADDRESS.exec(address) ?? []
  const end = path.endsWith('/') ? path.slice(0, -1) : path
  return host === '' ? address : host.toLowerCase() + (end.endsWith('.git') ? end.slice(0, -4) : end)
}

function write(address: string, at: string): Fix {
  return { does: `writes ${address}`, edits: [{ op: 'replace', at, value: address }] }
}

/** The repository of a product, where it is the one that is known. */
function factsOf({ product }: ProductView, products: number, world: LintWorld): RepositoryFacts | undefined {
  const { repository: facts, project } = world
  return products === 1 || (project !== undefined && isRegistered(product, project.product)) ? facts : undefined
}

/** An address, a pattern, a path of another system, or words. */
const NOT_A_PATH = /[\s*\\]|:\/\//

function isMissing(path: string, { hasPath }: RepositoryFacts): boolean {
  return hasPath?.(path.replace(/^\.?\//, '').replace(/:[0-9]+$/, '')) === false
}

function missing(path: string): Pick<Remark, 'message' | 'hint'> {
  return {
    message: `no branch of the repository has ${quote(path, 200)}`,
    hint: 'write the path from the root of the repository, as it is today',
  }
}
