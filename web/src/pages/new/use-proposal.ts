import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LinkProposal } from '#desk/advisories'
import { Problem } from '../../data/problem.ts'
import { send } from '../../data/request.ts'
import type { NewDraft } from './new-draft.ts'

/** What the desk works out from the link. */
export interface ProposalState {
  readonly found: LinkProposal | undefined
  readonly problem: Problem | undefined
  readonly isWorking: boolean
}

/** Milliseconds without a key after which the link is looked at; a pasted one waits no longer. */
const PAUSE = 250

/** Asks the desk about the link whenever it, the project or the template changes. What was found stays until something better is. */
export function useProposal({ project, template, link }: NewDraft): ProposalState {
  const [asked, setAsked] = useState({ project, template, link: link.trim() })
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ project, template, link: link.trim() }), PAUSE)
    return () => clearTimeout(timer)
  }, [project, template, link])
  const isAsked = asked.project !== '' && asked.link !== ''
  const answer = useQuery({
    queryKey: ['proposals', asked],
    queryFn: () =>
      send<LinkProposal>('POST', '/vulnerabilities/proposals', {
        project: asked.project,
        link: asked.link,
        ...(asked.template !== '' && { template: asked.template }),
      }),
    enabled: isAsked,
    retry: false,
    staleTime: 30_000,
  })
  return {
    found: isAsked ? answer.data : undefined,
    problem: isAsked && answer.isError ? Problem.of(answer.error) : undefined,
    isWorking: isAsked && answer.isFetching,
  }
}
