import './projects.css'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { FoundationView } from '#desk/people'
import type { NewProject as NewProjectWish, ProjectDetail, ProposalView } from '#desk/projects'
import { useChange } from '../../data/changes.ts'
import type { Problem } from '../../data/problem.ts'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { useSession } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button } from '../../pieces/button.tsx'
import { TextArea, TextField } from '../../pieces/field.tsx'
import { ErrorState, Loading, SkeletonTable } from '../../pieces/states.tsx'
import { Card, Crumbs, Note, PageHead } from '../../pieces/surfaces.tsx'
import { count } from '../../words/numbers.ts'
import { ProposalCard } from './proposal-card.tsx'

/** A project begins with its repository: what is seen there is proposed, and nothing is kept before it is confirmed. */
export function NewProject(): ReactNode {
  useTitle('Add a project')
  const [repository, setRepository] = useState('')
  const [proposal, setProposal] = useState<string>()
  const [problem, setProblem] = useState<Problem>()
  const look = useChange((text: string) => send<ProposalView>('POST', '/projects/proposals', { repository: text }), {
    done: ({ id }) => {
      setProblem(undefined)
      setProposal(id)
    },
    failed: setProblem,
  })
  return (
    <>
      <Crumbs>
        <Link to="/projects">Projects</Link>
        New
      </Crumbs>
      <PageHead
        title="Add a project"
        lede="Give its repository. Steward reads the tags and branches and proposes how they are to be understood."
      />
      <div className="proposing">
        <div>
          <form
            className="form"
            onSubmit={(event) => {
              event.preventDefault()
              if (repository.trim() !== '' && !look.isPending) {
                setProposal(undefined)
                look.mutate(repository.trim())
              }
            }}
          >
            <TextField
              label="Repository"
              mono
              value={repository}
              onChange={setRepository}
              maxLength={2048}
              placeholder="https://git.example.org/hearth/lantern"
              help="An https address, or a path in a folder that the desk may read (STEWARD_REPOSITORY_FOLDERS). Reading changes nothing there."
            />
            <div className="row">
              <Button
                kind={proposal === undefined ? 'primary' : 'ghost'}
                type="submit"
                busy={look.isPending}
                unavailable={repository.trim() === '' ? 'Write the address of the repository first.' : undefined}
              >
                {proposal === undefined ? 'Look at it' : 'Look again'}
              </Button>
            </div>
          </form>
          {problem !== undefined && (
            <div className="sec bare">
              <ErrorState error={problem} title="The repository cannot be looked at" />
            </div>
          )}
        </div>
        {proposal === undefined ? <Expected /> : <Proposed key={proposal} id={proposal} />}
      </div>
    </>
  )
}

function Expected(): ReactNode {
  return (
    <Card title="What will be proposed">
      <ul className="plain-list small soft">
        <li>
          how a tag names a version: <code>v3.13.9</code> is 3.13.9
        </li>
        <li>the order of versions: SemVer, Python, Debian and seven more</li>
        <li>the branches, which of them still live, and their newest releases</li>
        <li>tags that are no releases, each by name</li>
      </ul>
    </Card>
  )
}

function Proposed({ id }: { readonly id: string }): ReactNode {
  const reading = useRead<ProposalView>(`/projects/proposals/${id}`, {
    every: (proposal) => proposal?.state === 'reading' && 1_000,
  })
  return (
    <Reading of={reading} what="the repository" shape={<SkeletonTable rows={5} />}>
      {(proposal) => {
        if (proposal.state === 'reading') {
          return (
            <Loading
              words="Reading the repository"
              slow="Fetching commits and tags. A large repository takes a minute or two; you may leave this page."
            >
              <SkeletonTable rows={5} />
            </Loading>
          )
        }
        if (proposal.state === 'failed' || proposal.seen === undefined) {
          return (
            <Note tone="bad">
              <strong>The repository cannot be read.</strong> {proposal.problem?.message}
              {proposal.problem?.hint !== undefined && `: ${proposal.problem.hint}`}
            </Note>
          )
        }
        return <Confirm proposal={proposal} seen={proposal.seen} />
      }}
    </Reading>
  )
}

interface ConfirmProps {
  readonly proposal: ProposalView
  readonly seen: NonNullable<ProposalView['seen']>
}

function Confirm({ proposal, seen }: ConfirmProps): ReactNode {
  const me = useSession()
  const navigate = useNavigate()
  const [title, setTitle] = useState(seen.slug.charAt(0).toUpperCase() + seen.slug.slice(1))
  const foundation = useRead<FoundationView>('/foundation')
  const [ownVendor, setVendor] = useState<string>()
  const vendor = ownVendor ?? foundation.data?.profile.long_name ?? me.organisation
  const [ownProduct, setProduct] = useState<string>()
  // A product is called as its project until somebody says otherwise.
  const product = ownProduct ?? title
  const [address, setAddress] = useState(seen.address ?? '')
  const [prefix, setPrefix] = useState(
    seen.slug
      .replaceAll(/[^a-z0-9]/gu, '')
      .slice(0, 4)
      .toUpperCase(),
  )
  const [slug, setSlug] = useState(seen.slug)
  const [settings, setSettings] = useState<string>()
  const create = useChange((wish: NewProjectWish) => send<ProjectDetail>('POST', '/projects', wish), {
    touches: ['/projects', '/home', '/session'],
    said: ({ title: name }) => ({ title: `${name} is a project now` }),
    done: (project) => navigate({ to: '/projects/$slug', params: { slug: project.slug } }),
  })
  const isPrefix = /^[A-Z][A-Z0-9]{0,15}$/u.test(prefix)
  const isAddress = address.trim() === '' || /^https?:\/\/[^\s/]+/u.test(address.trim())
  const missing =
    vendor.trim() === '' || product.trim() === ''
      ? 'Vendor and product are needed.'
      : isPrefix
        ? isAddress
          ? undefined
          : 'The public address is not one.'
        : 'The prefix is needed.'
  return (
    <div className="stack-4">
      <ProposalCard seen={seen} />
      {seen.taken && <Note tone="warn">There is a project called {seen.slug} already. Choose another short name.</Note>}
      <Card title="Names">
        <div className="stack-4">
          <div className="two">
            <TextField label="Title" value={title} onChange={setTitle} maxLength={200} />
            <TextField label="Short name" mono value={slug} onChange={setSlug} maxLength={64} help="In addresses." />
          </div>
          <div className="two">
            <TextField label="Vendor" value={vendor} onChange={setVendor} maxLength={512} help="In CVE records." />
            <TextField label="Product" value={product} onChange={setProduct} maxLength={2048} />
          </div>
          <TextField
            label="Public address"
            mono
            optional
            value={address}
            onChange={setAddress}
            maxLength={2048}
            placeholder="https://git.example.org/hearth/lantern"
            error={isAddress ? undefined : 'An address that begins with https://.'}
            help="Where everybody finds the repository. Records lead to fixes there; without it, every reference is written by hand."
          />
          <TextField
            label="Prefix"
            mono
            value={prefix}
            onChange={setPrefix}
            maxLength={16}
            error={isPrefix ? undefined : 'Capitals and digits, beginning with a capital.'}
            help={`Of your own identifiers: ${isPrefix ? prefix : 'HRTH'}-2030-7.`}
          />
        </div>
      </Card>
      {proposal.settings !== undefined && (
        <details className="fold">
          <summary className="small soft">The settings as text, to change more</summary>
          <TextArea
            label={<span className="sr">Settings</span>}
            help="What stands here wins over the names above."
            className="settings-text"
            spellCheck={false}
            value={settings ?? proposal.settings}
            onChange={setSettings}
          />
        </details>
      )}
      <div>
        <Button
          kind="primary"
          size="lg"
          busy={create.isPending}
          unavailable={missing}
          onClick={() =>
            create.mutate({
              proposal: proposal.id,
              vendor: vendor.trim(),
              product: product.trim(),
              prefix,
              slug: slug.trim(),
              title: title.trim(),
              ...(address.trim() !== '' && { repository: address.trim() }),
              ...(settings !== undefined && { settings }),
            })
          }
        >
          Add the project with {count(seen.releases, 'release')}
        </Button>
      </div>
    </div>
  )
}
