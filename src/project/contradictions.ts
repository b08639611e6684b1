import type { Fault } from '#fault'
import { pointer } from '#json'
import type { Scheme } from '#versions'
import type { Branch, Project } from './project.ts'
import { seriesOf } from './series.ts'

/** What single fields cannot show: versions that the scheme cannot read, things given twice, a package half named. */
export function contradictions(project: Project, scheme: Scheme): readonly Fault[] {
  return [
    ...project.branches.flatMap((branch, i) => nextFault(project, scheme, branch, pointer('branches', i, 'next'))),
    ...project.releases.flatMap(({ version }, i) => versionFault(scheme, version, pointer('releases', i, 'version'))),
    ...twice('branches', 'name', project.branches, ({ name }) => name),
    ...(scheme.order === 'total' ? twice('branches', 'series', project.branches, ({ series }) => series) : []),
    ...twice('releases', 'version', project.releases, ({ version }) => keyOf(scheme, version)),
    ...noTagRule(project),
    ...halfPackage(project),
  ]
}

function versionFault(scheme: Scheme, text: string, at: string): readonly Fault[] {
  const read = scheme.parse(text)
  return read.ok ? [] : [{ ...read.fault, at }]
}

/** A next release of another series would end ranges that the branch has no say in. */
function nextFault(project: Project, scheme: Scheme, { name, series, next }: Branch, at: string): readonly Fault[] {
  if (next === undefined) return []
  const read = scheme.parse(next)
  if (!read.ok) return [{ ...read.fault, at }]
  const own = seriesOf(project, scheme, read.value)
  if (own === series || scheme.order !== 'total') return []
  return [
    {
      code: 'PROJECT_NEXT_SERIES',
      kind: 'invalid',
      message: `the branch ${name} has the releases of the series ${JSON.stringify(series)}, and ${next} is one of ${JSON.stringify(own)}`,
      at,
      hint: `say series: '${own}', or series-numbers: 0 where all releases are in one line`,
    },
  ]
}

/** `1.0` and `1.0.0` are one version in most schemes. */
function keyOf(scheme: Scheme, text: string): string {
  const read = scheme.parse(text)
  return read.ok ? read.value.key : text
}

function twice<T extends object>(
  list: string,
  field: string & keyof T,
  items: readonly T[],
  key: (item: T) => string,
): readonly Fault[] {
  const seen = new Set<string>()
  return items.flatMap((item, i): readonly Fault[] => {
    const before = seen.has(key(item))
    seen.add(key(item))
    if (!before) return []
    return [
      {
        code: 'PROJECT_TWICE',
        kind: 'invalid',
        message: `the ${field} ${JSON.stringify(item[field])} stands twice in ${list}`,
        at: pointer(list, i, field),
        hint: item[field] === '' ? 'with series-numbers: 0 all releases are of one branch' : 'keep one of them',
      },
    ]
  })
}

function noTagRule({ tags }: Project): readonly Fault[] {
  if (tags.length > 0) return []
  return [
    {
      code: 'PROJECT_NO_TAG_RULE',
      kind: 'invalid',
      message: 'no tag rule: no tag would be a release',
      at: pointer('tags'),
      hint: 'a tag rule looks like v(version)',
    },
  ]
}

function halfPackage({ osv }: Project): readonly Fault[] {
  if ((osv.ecosystem === undefined) === (osv.package === undefined)) return []
  return [
    {
      code: 'PROJECT_PACKAGE_HALF',
      kind: 'invalid',
      message: 'osv: an ecosystem and a package name belong together',
      at: pointer('osv'),
      hint: 'give both or neither',
    },
  ]
}
