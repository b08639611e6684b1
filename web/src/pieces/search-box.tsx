import type { ComponentProps, ReactNode } from 'react'
import { Icon } from '../icons/icon.tsx'

interface SearchBoxProps extends Omit<ComponentProps<'input'>, 'onChange' | 'size'> {
  /** Read out; the placeholder only hints at what can be typed. */
  readonly label: string
  readonly onChange: (value: string) => void
  readonly big?: boolean
  readonly keys?: string
}

export function SearchBox({ label, onChange, big, keys, ...rest }: SearchBoxProps): ReactNode {
  return (
    <label className="with-icon">
      <Icon name="search" />
      <span className="sr">{label}</span>
      <input
        {...rest}
        type="search"
        className={big ? 'input big' : 'input sm'}
        onChange={(event) => onChange(event.target.value)}
      />
      {keys !== undefined && (
        <span className="end" aria-hidden="true">
          <kbd>{keys}</kbd>
        </span>
      )}
    </label>
  )
}
