import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BoardLine } from '#desk/home'
import { Badge } from '../../pieces/labels.tsx'
import { Progress } from '../../pieces/progress.tsx'
import { ProjectName } from '../../pieces/project-name.tsx'
import { Card } from '../../pieces/surfaces.tsx'
import { Ago } from '../../pieces/time.tsx'
import { count } from '../../words/numbers.ts'

/** The newest tags, and how far their changes are published. */
export function BoardCard({ lines }: { readonly lines: readonly BoardLine[] }): ReactNode {
  return (
    <Card
      title="Release board"
      action={
        <Link className="small" to="/board">
          Open
        </Link>
      }
    >
      {lines.length === 0 ? (
        <p className="small muted">No release has changed a record lately.</p>
      ) : (
        <ul className="minirel">
          {lines.map((line) => (
            <li key={`${line.project} ${line.tag}`}>
              <div className="row">
                <Link
                  className="plain row tight"
                  to="/board/$project/$tag"
                  params={{ project: line.project, tag: line.tag }}
                >
                  <span className="ver">{line.version}</span>
                </Link>
                <span className="muted tiny">
                  <ProjectName slug={line.project} />, <Ago at={line.seen} />
                </span>
                <span className="push">
                  <LineBadge line={line} />
                </span>
              </div>
              <Progress
                words={words(line)}
                of={line.all}
                shares={[
                  { tone: 'good', part: line.published },
                  { tone: 'accent', part: line.open },
                  { tone: 'bad', part: line.conflicts },
                ]}
              />
              <p className="tiny muted">{words(line)}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function LineBadge({ line }: { readonly line: BoardLine }): ReactNode {
  if (line.conflicts > 0) {
    return (
      <Badge tone="bad" icon="error">
        {count(line.conflicts, 'conflict')}
      </Badge>
    )
  }
  if (line.open > 0) return <Badge shape="planned">{line.open} to go</Badge>
  return (
    <Badge tone="good" shape="fixed">
      done
    </Badge>
  )
}

function words({ all, published, open, conflicts }: BoardLine): string {
  if (all === 0) return 'changes no record'
  const rest = [open > 0 && `${open} to go`, conflicts > 0 && count(conflicts, 'conflict')].filter(Boolean)
  return [`${published} of ${all} published`, ...rest].join(', ')
}
