import { type ReactNode, useState } from 'react'
import type { WeaknessView } from '#desk/advisories'
import { useRead } from '../../data/reads.ts'
import { withQuery } from '../../data/request.ts'
import { Combobox } from '../../pieces/combobox.tsx'
import type { DraftFieldProps } from './new-draft.ts'

interface Weaknesses {
  readonly items: readonly WeaknessView[]
}

/** The kind of mistake, found by its number or by words. */
export function WeaknessField({ draft, change }: DraftFieldProps): ReactNode {
  const [typed, setTyped] = useState('')
  const found = useRead<Weaknesses>(
    typed.trim() === '' ? undefined : withQuery('/weaknesses', { q: typed.trim(), limit: 12 }),
    { keep: true },
  )
  return (
    <Combobox<{ readonly id: string; readonly name: string; readonly advisedAgainst?: boolean }>
      label="Weakness"
      placeholder="CWE number or words"
      help="The kind of mistake."
      items={typed.trim() === '' ? [] : (found.data?.items ?? [])}
      searching={found.isFetching}
      value={draft.weakness}
      onSearch={setTyped}
      onChoose={(chosen) => change({ weakness: chosen === null ? null : { id: chosen.id, name: chosen.name } })}
      words={({ id, name }) => `${id} ${name}`}
      keyOf={({ id }) => id}
    >
      {({ id, name, advisedAgainst }) => (
        <span className="row nowrap">
          <span className="id">{id}</span>
          <span>{name}</span>
          {advisedAgainst === true && <span className="push tiny muted">better not</span>}
        </span>
      )}
    </Combobox>
  )
}
