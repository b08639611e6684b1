import { type ReactNode, useState } from 'react'
import type { CaseNote, CaseView } from '#desk/cases'
import type { NewCaseNote } from '../../../../src/http/shapes/cases.ts'
import { useChange } from '../../data/changes.ts'
import { send } from '../../data/request.ts'
import { Button } from '../../pieces/button.tsx'
import { TextArea } from '../../pieces/field.tsx'
import { Avatar } from '../../pieces/labels.tsx'
import { Segments } from '../../pieces/segments.tsx'
import { Section } from '../../pieces/surfaces.tsx'
import { Ago } from '../../pieces/time.tsx'

const KIND_WORDS: Readonly<Record<CaseNote['kind'], string>> = {
  note: 'noted',
  'to-reporter': 'wrote to the reporter',
  'from-reporter': 'entered what the reporter wrote',
  moved: 'moved the case',
  dispute: 'answered the dispute',
}

/** What was said and done since the report, oldest first, and the place to add to it. */
export function CaseTalk({ view }: { readonly view: CaseView }): ReactNode {
  return (
    <Section title="Since then" about="Notes stay inside. Letters are sent outside the desk and kept here.">
      {view.notes.length === 0 ? (
        <p className="muted small">Nothing yet.</p>
      ) : (
        <ol className="talk">
          {view.notes.map((note) => (
            <li key={note.id} data-kind={note.kind}>
              <Avatar name={note.by.name} />
              <div>
                <p>
                  <strong>{note.by.name}</strong> <span className="soft">{KIND_WORDS[note.kind]}</span>{' '}
                  <span className="muted tiny">
                    <Ago at={note.at} />
                  </span>
                </p>
                <div className={isDeed(note) ? 'muted as-written' : 'said as-written'}>{note.text}</div>
              </div>
            </li>
          ))}
        </ol>
      )}
      {view.may.edit && <NoteForm view={view} />}
    </Section>
  )
}

/** What the desk did, and not what somebody wrote. */
function isDeed({ kind }: CaseNote): boolean {
  return kind === 'moved' || kind === 'dispute'
}

function NoteForm({ view }: { readonly view: CaseView }): ReactNode {
  const [kind, setKind] = useState<NewCaseNote['kind']>('note')
  const [text, setText] = useState('')
  const add = useChange((note: NewCaseNote) => send<CaseView>('POST', `/cases/${view.id}/notes`, note), {
    touches: [`/cases/${view.id}`, '/home'],
    done: () => setText(''),
  })
  return (
    <form
      className="talk-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '' && !add.isPending) add.mutate({ kind, text: text.trim() })
      }}
    >
      <Segments
        label="Kind of entry"
        value={kind}
        options={[
          ['note', 'Note'],
          ['to-reporter', 'To the reporter'],
          ['from-reporter', 'From the reporter'],
        ]}
        onChoose={setKind}
      />
      <TextArea
        label={<span className="sr">Text of the entry</span>}
        value={text}
        maxLength={100_000}
        placeholder={kind === 'note' ? 'For the people on this case' : 'The letter as it was written'}
        onChange={setText}
      />
      <div className="row">
        <Button
          type="submit"
          busy={add.isPending}
          unavailable={text.trim() === '' ? 'Write something first.' : undefined}
        >
          Add
        </Button>
      </div>
    </form>
  )
}
