import { useCombobox } from 'downshift'
import { type ReactNode, useState } from 'react'
import { Icon } from '../icons/icon.tsx'
import { Field } from './field.tsx'

interface ComboboxProps<Item> {
  readonly label: string
  readonly help?: ReactNode
  readonly optional?: boolean
  readonly error?: string | undefined
  readonly placeholder?: string
  /** What fits what was typed, best first; the caller searches. */
  readonly items: readonly Item[]
  readonly searching?: boolean
  readonly value: Item | null
  readonly onSearch: (text: string) => void
  readonly onChoose: (item: Item | null) => void
  readonly words: (item: Item) => string
  readonly keyOf: (item: Item) => string
  /** One entry of the list; the words alone when not given. */
  readonly children?: (item: Item) => ReactNode
}

/** A field that searches while one types. Arrows move, Enter takes, Escape closes. */
export function Combobox<Item>(props: ComboboxProps<Item>): ReactNode {
  const { items, words, keyOf, value } = props
  const [typed, setTyped] = useState('')
  const box = useCombobox<Item>({
    items: [...items],
    selectedItem: value,
    itemToString: (item) => (item === null ? '' : words(item)),
    itemToKey: (item) => (item === null ? null : keyOf(item)),
    onInputValueChange: ({ inputValue, type }) => {
      if (type !== useCombobox.stateChangeTypes.InputChange) return
      setTyped(inputValue)
      props.onSearch(inputValue)
      if (inputValue === '') props.onChoose(null)
    },
    onSelectedItemChange: ({ selectedItem }) => props.onChoose(selectedItem),
  })
  return (
    <div className="combobox">
      <Field
        label={props.label}
        error={props.error}
        {...(props.help !== undefined && { help: props.help })}
        {...(props.optional && { optional: true })}
      >
        {(ties) => (
          <span className="with-icon">
            <Icon name="search" />
            <input
              {...box.getInputProps({ id: ties.id, 'aria-labelledby': undefined })}
              {...ties}
              className="input"
              placeholder={props.placeholder}
              autoComplete="off"
              spellCheck={false}
            />
          </span>
        )}
      </Field>
      <ul
        {...box.getMenuProps({ 'aria-label': props.label, 'aria-labelledby': undefined })}
        className={box.isOpen ? 'options' : 'options closed'}
      >
        {box.isOpen &&
          items.map((item, index) => (
            <li
              key={keyOf(item)}
              {...box.getItemProps({ item, index })}
              className={index === box.highlightedIndex ? 'on' : undefined}
            >
              {props.children?.(item) ?? words(item)}
            </li>
          ))}
      </ul>
      {box.isOpen && items.length === 0 && typed !== '' && (
        <p className="options none small muted">{props.searching ? 'Searching' : `Nothing fits “${typed}”.`}</p>
      )}
    </div>
  )
}
