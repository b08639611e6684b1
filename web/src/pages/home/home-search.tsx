import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { SearchBox } from '../../pieces/search-box.tsx'

/** The search over everything, and questions that are asked often. */
export function HomeSearch(): ReactNode {
  const navigate = useNavigate()
  const [text, setText] = useState('')
  return (
    <search className="home-search stack">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') void navigate({ to: '/search', search: { q: text.trim() } })
        }}
      >
        <SearchBox
          big
          label="Search everything"
          placeholder="ID, title, commit, version, person"
          value={text}
          onChange={setText}
          keys="/"
        />
      </form>
      <p className="row tight tiny muted">
        Often asked:
        <Link className="tag plain" to="/vulnerabilities" search={{ embargoed: 'true' }}>
          under embargo
        </Link>
        <Link className="tag plain" to="/vulnerabilities" search={{ behind: 'true' }}>
          behind their releases
        </Link>
        <Link className="tag plain" to="/vulnerabilities" search={{ severity: 'unscored' }}>
          without a score
        </Link>
        <Link className="tag plain" to="/cases" search={{ state: 'new' }}>
          new reports
        </Link>
      </p>
    </search>
  )
}
