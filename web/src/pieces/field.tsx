import { type ComponentProps, type ReactNode, useId, useState } from 'react'
import { Icon } from '../icons/icon.tsx'

/** What ties a control to its label, its help and its error. */
export interface Ties {
  readonly id: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: true
}

interface FieldProps {
  readonly label: ReactNode
  readonly optional?: boolean
  /** At the end of the label: `54 of 100`. */
  readonly count?: string
  /** For a newcomer, below the field. */
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly children: (ties: Ties) => ReactNode
}

/** Label above, help below, error in its place. The control is whatever `children` draws with the ties it is given. */
export function Field({ label, optional, count, help, error, children }: FieldProps): ReactNode {
  const id = useId()
  const described = [help !== undefined && `${id}h`, error !== undefined && `${id}e`].filter(Boolean).join(' ')
  return (
    <div className={error === undefined ? 'field' : 'field invalid'}>
      <label htmlFor={id}>
        {label}
        {optional === true && <span className="opt">optional</span>}
        {count !== undefined && <span className="count">{count}</span>}
      </label>
      {children({
        id,
        ...(described !== '' && { 'aria-describedby': described }),
        ...(error !== undefined && { 'aria-invalid': true }),
      })}
      {error !== undefined && (
        <p className="err" id={`${id}e`}>
          <Icon name="error" />
          <span>{error}</span>
        </p>
      )}
      {help !== undefined && (
        <p className="help" id={`${id}h`}>
          {help}
        </p>
      )}
    </div>
  )
}

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'children'> {
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly optional?: boolean
  readonly help?: ReactNode
  readonly count?: string
  readonly mono?: boolean
  /** What is wrong with the value. Shown only after the field has been left, or at once when `insist` is set. */
  readonly error?: string | undefined
  readonly insist?: boolean
}

/** One line of text. */
export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, optional, help, count, mono, error, insist, className, onBlur, ...rest } = props
  const [left, setLeft] = useState(false)
  const shown = left || insist === true ? error : undefined
  return (
    <Field
      label={label}
      error={shown}
      {...(optional && { optional })}
      {...(help !== undefined && { help })}
      {...(count !== undefined && { count })}
    >
      {(ties) => (
        <input
          {...rest}
          {...ties}
          className={['input', mono && 'mono', className].filter(Boolean).join(' ')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onBlur={(event) => {
            if (value !== '') setLeft(true)
            onBlur?.(event)
          }}
        />
      )}
    </Field>
  )
}

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'value' | 'children'> {
  readonly label: ReactNode
  readonly value: string
  readonly onChange: (value: string) => void
  readonly optional?: boolean
  readonly help?: ReactNode
}

/** Text of several lines. */
export function TextArea(props: TextAreaProps): ReactNode {
  const { label, value, onChange, optional, help, className, ...rest } = props
  return (
    <Field label={label} {...(optional && { optional })} {...(help !== undefined && { help })}>
      {(ties) => (
        <textarea
          {...rest}
          {...ties}
          className={['area', className].filter(Boolean).join(' ')}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface SelectFieldProps<Value extends string> {
  readonly label: ReactNode
  readonly value: Value
  readonly options: readonly (readonly [value: Value, words: string])[]
  readonly onChange: (value: Value) => void
  readonly optional?: boolean
  readonly help?: ReactNode
}

/** One of a few; more than about ten ask for a `Combobox`. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>): ReactNode {
  const { label, value, options, onChange, optional, help } = props
  return (
    <Field label={label} {...(optional && { optional })} {...(help !== undefined && { help })}>
      {(ties) => (
        <select {...ties} className="select" value={value} onChange={(event) => onChange(event.target.value as Value)}>
          {options.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface CheckProps extends Omit<ComponentProps<'input'>, 'onChange'> {
  readonly onChange: (checked: boolean) => void
  readonly help?: ReactNode
  readonly children: ReactNode
}

/** A box to tick, or with `type="radio"` one of several. */
export function Check({ onChange, help, children, type = 'checkbox', ...rest }: CheckProps): ReactNode {
  return (
    <label className="check">
      <input {...rest} type={type} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {children}
        {help !== undefined && <span className="help block-line">{help}</span>}
      </span>
    </label>
  )
}
