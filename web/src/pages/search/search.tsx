import './search.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import type { Found, FoundKind } from '#desk/home'
import { Reading } from '../../data/reading.tsx'
import { type Page, useRead } from '../../data/reads.ts'
import { withQuery } from '../../data/request.ts'
import { useTitle } from '../../frame/title.ts'
import { Icon, type IconName } from '../../icons/icon.tsx'
import { useRowKeys } from '../../keys/row-keys.ts'
import { ProjectName } from '../../pieces/project-name.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { useTyped } from '../../pieces/use-typed.ts'
import { countInWords } from '../../words/numbers.ts'

const KINDS: readonly (readonly [FoundKind, string, IconName])[] = [
  ['vulnerability', 'Vulnerabilities', 'vulnerability'],
  ['case', 'Cases', 'case'],
  ['identifier', 'CVE IDs', 'hash'],
  ['release', 'Releases', 'commit'],
  ['project', 'Projects', 'project'],
  ['person', 'People', 'person'],
]

/** Everything that this person may know of: identifiers, titles, commits, versions, people. */
export function Search(): ReactNode {
  const { q = '' } = useSearch({ from: '/desk/search' })
  useTitle(q === '' ? 'Search' : `“${q}”`)
  const navigate = useNavigate()
  const [text, setText] = useTyped(q, (typed) => {
    const wanted = typed.trim()
    void navigate({ to: '/search', search: wanted === '' ? {} : { q: wanted }, replace: true })
  })
  const found = useRead<Page<Found>>(q.length < 2 ? undefined : withQuery('/search', { q }), { keep: true })
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, 'li > a')
  return (
    <>
      <PageHead
        title={
          found.data === undefined || q.length < 2
            ? 'Search'
            : `${countInWords(found.data.items.length, 'thing')} ${found.data.items.length === 1 ? 'fits' : 'fit'} “${q}”`
        }
      />
      <search className="home-search">
        <SearchBox
          big
          autoFocus={q === ''}
          label="Search everything"
          placeholder="ID, title, commit, version, person"
          value={text}
          onChange={setText}
          keys="/"
        />
      </search>
      <div className="sec bare" ref={list}>
        {q.length < 2 ? (
          <p className="small muted">
            Two letters are enough. A commit is found by the beginning of its hash, a release by its version.
          </p>
        ) : (
          <Reading of={found} what="what was found" shape={<SkeletonTable />}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState
                  title={`Nothing fits “${q}”`}
                  about="Embargoed vulnerabilities and cases are found only by the people on their lists."
                />
              ) : (
                <div className="stack-5">
                  {KINDS.map(([kind, words, icon]) => (
                    <Kind key={kind} title={words} icon={icon} items={items.filter((item) => item.kind === kind)} />
                  ))}
                </div>
              )
            }
          </Reading>
        )}
      </div>
    </>
  )
}

interface KindProps {
  readonly title: string
  readonly icon: IconName
  readonly items: readonly Found[]
}

function Kind({ title, icon, items }: KindProps): ReactNode {
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="found-kind">
        {title} <span className="muted small">{items.length}</span>
      </h2>
      <ul className="card found-list">
        {items.map((item) => (
          <li key={`${item.href} ${item.words}`}>
            <Link to={item.href} className="plain">
              <Icon name={icon} />
              <span className="grow">{item.title}</span>
              <span className="muted small">{item.words}</span>
              {item.project !== undefined && item.kind !== 'project' && (
                <span className="soft small">
                  <ProjectName slug={item.project} />
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
