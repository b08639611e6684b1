import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { BoardItem, BoardPage } from '#desk/board'
import { useKeys } from '../../keys/shortcuts.ts'
import { Button } from '../../pieces/button.tsx'
import { Badge } from '../../pieces/labels.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { ScrollBox } from '../../pieces/table.tsx'
import { count, countInWords } from '../../words/numbers.ts'
import { capital } from '../../words/sentences.ts'
import { RangeLines } from '../review/ranges.tsx'

interface ChangesProps {
  readonly page: BoardPage
  readonly isBusy: boolean
  readonly onApprove: (items: readonly BoardItem[]) => void
}

/** Rows that are shown before the rest is asked for. */
const SHOWN = 40

/** Records of which one block differs, with the reason. `J` and `K` move, Space chooses. */
export function Changes({ page, isBusy, onApprove }: ChangesProps): ReactNode {
  const [onlyOpen, setOnlyOpen] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isWhole, setWhole] = useState(false)
  const fitting = page.changes.filter(({ state }) => !onlyOpen || state === 'open')
  const rows = isWhole ? fitting : fitting.slice(0, SHOWN)
  const free = rows.filter(mayChoose)
  const taken = free.filter(({ vulnerability }) => chosen.has(vulnerability))
  const choose = (item: BoardItem, wanted: boolean): void => {
    const next = new Set(chosen)
    if (wanted) next.add(item.vulnerability)
    else next.delete(item.vulnerability)
    setChosen(next)
  }
  useKeys([
    { keys: 'j', does: 'Next change', run: () => moveFocus(1) },
    { keys: 'k', does: 'Previous change', run: () => moveFocus(-1) },
  ])
  return (
    <Section
      title={countInWords(page.changes.length, 'change')}
      about="Only the block that differs is shown; other branches do not change."
      action={
        <span className="row tight">
          {taken.length > 0 && (
            <Button size="sm" kind="primary" busy={isBusy} onClick={() => onApprove(taken)}>
              Approve {count(taken.length, 'chosen one', 'chosen')}
            </Button>
          )}
          <Button size="sm" icon="filter" aria-pressed={onlyOpen} onClick={() => setOnlyOpen(!onlyOpen)}>
            Not approved
          </Button>
        </span>
      }
    >
      <ScrollBox label="Changes" className="card">
        <table className="t stacked">
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label="Choose all"
                  disabled={free.length === 0}
                  checked={free.length > 0 && taken.length === free.length}
                  onChange={(event) =>
                    setChosen(new Set(event.target.checked ? free.map(({ vulnerability }) => vulnerability) : []))
                  }
                />
              </th>
              <th scope="col">Record</th>
              <th scope="col">Published block</th>
              <th scope="col">New block</th>
              <th scope="col">Why</th>
              <th scope="col">
                <span className="sr">State</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => (
              <ChangeRow
                key={item.vulnerability}
                item={item}
                isChosen={chosen.has(item.vulnerability)}
                isBusy={isBusy}
                onChoose={(wanted) => choose(item, wanted)}
                onApprove={() => onApprove([item])}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {rows.length < fitting.length && (
        <p className="small muted gap-top">
          <button className="as-link" type="button" onClick={() => setWhole(true)}>
            {fitting.length - rows.length} more
          </button>
        </p>
      )}
      {fitting.length === 0 && <p className="small muted gap-top">All of them are approved.</p>}
    </Section>
  )
}

function mayChoose({ state, may }: BoardItem): boolean {
  return state === 'open' && may.approve.allowed
}

interface ChangeRowProps {
  readonly item: BoardItem
  readonly isChosen: boolean
  readonly isBusy: boolean
  readonly onChoose: (wanted: boolean) => void
  readonly onApprove: () => void
}

function ChangeRow({ item, isChosen, isBusy, onChoose, onApprove }: ChangeRowProps): ReactNode {
  const { vulnerability, cve, title, block, why, others } = item
  const name = cve ?? vulnerability
  return (
    <tr className="mid">
      <td>
        <input
          type="checkbox"
          className="row-choice"
          aria-label={`Choose ${name}`}
          checked={isChosen || !mayChoose(item)}
          disabled={!mayChoose(item)}
          onChange={(event) => onChoose(event.target.checked)}
        />
      </td>
      <th scope="row">
        <Link to="/vulnerabilities/$id/review" params={{ id: vulnerability }} className="id plain">
          {name}
        </Link>
        <br />
        <span className="muted record-title">{title}</span>
      </th>
      <td className="block old">
        <RangeLines ranges={block.before} others={block.after} kind="old" />
      </td>
      <td className="block">
        <RangeLines ranges={block.after} others={block.before} kind="new" />
      </td>
      <td className="small soft full">
        {capital(why)}
        {others.map((other) => (
          <span className="block-line" key={other}>
            {other}
          </span>
        ))}
      </td>
      <td className="right nowrap">
        <State item={item} isBusy={isBusy} onApprove={onApprove} />
      </td>
    </tr>
  )
}

function State({ item, isBusy, onApprove }: Pick<ChangeRowProps, 'item' | 'isBusy' | 'onApprove'>): ReactNode {
  const { state, may, problem, cve, vulnerability } = item
  switch (state) {
    case 'open':
    case 'conflict':
      return (
        <Button
          size="sm"
          busy={isBusy}
          unavailable={may.approve.allowed ? undefined : may.approve.why}
          aria-label={`Approve ${cve ?? vulnerability}`}
          onClick={onApprove}
        >
          Approve
        </Button>
      )
    case 'approved':
      return <Badge>Approved</Badge>
    case 'sending':
      return (
        <Badge tone="accent" icon="arrow">
          Sending
        </Badge>
      )
    case 'published':
      return (
        <Badge tone="good" shape="fixed">
          Published
        </Badge>
      )
    case 'refused':
      return (
        <span title={problem?.message}>
          <Badge tone="bad" icon="error">
            Refused
          </Badge>
        </span>
      )
  }
}

/** Moves the focus from one row's choice to the next. */
function moveFocus(step: 1 | -1): void {
  const choices = [...document.querySelectorAll<HTMLInputElement>('.row-choice:not(:disabled)')]
  const at = choices.indexOf(document.activeElement as HTMLInputElement)
  const next = choices[at < 0 ? 0 : Math.min(Math.max(at + step, 0), choices.length - 1)]
  next?.focus()
}
