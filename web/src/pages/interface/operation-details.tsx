import { type ReactNode, useState } from 'react'
import { type ApiDocument, type ApiParameter, type ApiSchema, nameOf, type Operation, typeWords } from './document.ts'

/** One operation, folded: what it takes and what it answers. */
export function OperationDetails(props: { readonly of: Operation; readonly document: ApiDocument }): ReactNode {
  const { method, path, operation } = props.of
  const [open, setOpen] = useState(false)
  return (
    <details className="fold operation" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={`method ${method.toLowerCase()}`}>{method}</span>
        <code className="path">{path.replace('/api/v1', '')}</code>
        <span className="small soft">{operation.summary}</span>
      </summary>
      {open && <Inside of={props.of} document={props.document} />}
    </details>
  )
}

function Inside({
  of: { operation },
  document,
}: {
  readonly of: Operation
  readonly document: ApiDocument
}): ReactNode {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return (
    <div className="inside stack-4">
      {operation.description !== undefined && <p className="small">{operation.description}</p>}
      {operation.parameters !== undefined && operation.parameters.length > 0 && (
        <Fields title="Parameters" rows={operation.parameters.map(parameterRow)} />
      )}
      {body !== undefined && <Schema title="Body" schema={body} document={document} />}
      {Object.entries(operation.responses ?? {}).map(([status, response]) => {
        const schema = Object.values(response.content ?? {})[0]?.schema
        return schema === undefined ? (
          <p key={status} className="small">
            <strong>{status}</strong> <span className="muted">{response.description ?? 'without a body'}</span>
          </p>
        ) : (
          <Schema key={status} title={`Answer ${status}`} schema={schema} document={document} />
        )
      })}
    </div>
  )
}

interface FieldRow {
  readonly name: string
  readonly type: string
  readonly needed: boolean
  readonly about: string
}

function parameterRow({ name, in: place, required, description, schema }: ApiParameter): FieldRow {
  return {
    name,
    type: `${typeWords(schema)}, in the ${place}`,
    needed: required === true,
    about: description ?? schema?.description ?? '',
  }
}

/** A shape with its fields; the shapes inside it unfold one by one. */
function Schema(props: {
  readonly title: string
  readonly schema: ApiSchema
  readonly document: ApiDocument
}): ReactNode {
  const { title, schema, document } = props
  const name = nameOf(schema)
  const whole = name === undefined ? schema : document.components?.schemas?.[name]
  const fields = Object.entries(whole?.properties ?? {}).map(
    ([field, inner]): FieldRow => ({
      name: field,
      type: typeWords(inner),
      needed: whole?.required?.includes(field) ?? false,
      about: inner.description ?? '',
    }),
  )
  const heading = `${title}: ${typeWords(schema)}`
  if (fields.length > 0) return <Fields title={heading} about={whole?.description} rows={fields} />
  const inner = whole?.items
  return inner !== undefined && nameOf(inner) !== undefined ? (
    <Schema title={heading} schema={inner} document={document} />
  ) : (
    <p className="small">
      <strong>{heading}</strong> {whole?.description}
    </p>
  )
}

function Fields(props: {
  readonly title: string
  readonly about?: string | undefined
  readonly rows: readonly FieldRow[]
}): ReactNode {
  return (
    <div>
      <h3>{props.title}</h3>
      {props.about !== undefined && <p className="small muted">{props.about}</p>}
      <dl className="fields">
        {props.rows.map((row) => (
          <div key={row.name}>
            <dt>
              <code>{row.name}</code>
              {!row.needed && <span className="muted tiny"> optional</span>}
            </dt>
            <dd>
              <span className="mono small soft">{row.type}</span>
              {row.about !== '' && <span className="small block-line">{row.about}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
