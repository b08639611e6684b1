import type { ReactNode } from 'react'
import { useMay } from '../../data/session.ts'
import { ButtonLink } from '../../pieces/button.tsx'
import { NoProject } from '../../pieces/no-project.tsx'

/** Home of a desk without a project: what to do first. */
export function FirstSteps(): ReactNode {
  const may = useMay()
  return (
    <section aria-labelledby="now">
      <div className="row section-head">
        <h2 id="now">Begin here</h2>
      </div>
      <NoProject
        about="Give the address of a repository: its tags, branches and versions are read and proposed. Vulnerabilities, IDs and releases follow from it."
        more={
          may('people.manage') && (
            <ButtonLink to="/people" kind="ghost">
              Invite people
            </ButtonLink>
          )
        }
      />
    </section>
  )
}
