import './interface.css'
import { type ReactNode, useMemo, useState } from 'react'
import { Reading } from '../../data/reading.tsx'
import { useTitle } from '../../frame/title.ts'
import { ButtonLink } from '../../pieces/button.tsx'
import { SearchBox } from '../../pieces/search-box.tsx'
import { EmptyState, SkeletonTable } from '../../pieces/states.tsx'
import { Note, PageHead, Section } from '../../pieces/surfaces.tsx'
import { type ApiDocument, byTag, type Operation, useDocument } from './document.ts'
import { OperationDetails } from './operation-details.tsx'

/** The HTTP interface, drawn from the OpenAPI document that the desk writes from its own routes. */
export function Interface(): ReactNode {
  useTitle('Interface for programs')
  const document = useDocument()
  return (
    <>
      <PageHead
        title="Interface for programs"
        lede="All that people do here, programs can do too: HTTP and JSON under /api/v1."
        actions={
          <>
            <a className="btn" href="/api/openapi.json" download="steward-openapi.json">
              OpenAPI document
            </a>
            <ButtonLink to="/account" kind="primary">
              Make a token
            </ButtonLink>
          </>
        }
      />
      <Section title="How to call it">
        <dl className="kv">
          <dt>Who calls</dt>
          <dd>
            <code>Authorization: Bearer stw_…</code>, a token of your account
          </dd>
          <dt>Changes</dt>
          <dd>
            <code>If-Match: "7"</code> with the <code>ETag</code> that was read; what somebody else changed meanwhile is
            answered 412
          </dd>
          <dt>Lists</dt>
          <dd>
            <code>next</code> of one page is the <code>cursor</code> of the following
          </dd>
          <dt>Refusals</dt>
          <dd>
            <code>application/problem+json</code> with a <code>code</code> that is never renamed
          </dd>
          <dt>News</dt>
          <dd>
            <code>GET /api/v1/events</code> tells which thing changed as server-sent events
          </dd>
        </dl>
        <pre className="example">
          <code>{`curl -H "Authorization: Bearer $STEWARD_TOKEN" ${location.origin}/api/v1/vulnerabilities?stage=open`}</code>
        </pre>
      </Section>
      <Reading of={document} what="the interface" shape={<SkeletonTable rows={8} />}>
        {(value) => <Operations document={value} />}
      </Reading>
    </>
  )
}

function Operations({ document }: { readonly document: ApiDocument }): ReactNode {
  const [text, setText] = useState('')
  const groups = useMemo(() => byTag(document), [document])
  const wanted = text.trim().toLowerCase()
  const fits = ({ method, path, operation }: Operation): boolean =>
    `${method} ${path} ${operation.summary ?? ''}`.toLowerCase().includes(wanted)
  const shown = [...groups]
    .map(([tag, operations]) => [tag, operations.filter(fits)] as const)
    .filter(([, operations]) => operations.length > 0)
  return (
    <>
      <search className="filters">
        <SearchBox
          label="Search operations"
          placeholder="Path, method or words"
          value={text}
          onChange={setText}
          keys="/"
        />
      </search>
      {groups.size === 0 && <Note>The document names no operation.</Note>}
      {shown.length === 0 && groups.size > 0 && <EmptyState title="No operation fits" about="Search for less." />}
      {shown.map(([tag, operations]) => (
        <Section key={tag} title={tag}>
          <div className="card operations">
            {operations.map((each) => (
              <OperationDetails key={`${each.method} ${each.path}`} of={each} document={document} />
            ))}
          </div>
        </Section>
      ))}
    </>
  )
}
