import type { ReactNode } from 'react'
import { RemovableTag } from './labels.tsx'
import { Menu } from './menu.tsx'

interface TagListProps {
  readonly tags: readonly string[]
  readonly onChange: (tags: readonly string[]) => void
}

/** Tags, each of which can be taken away. */
export function RemovableTags({ tags, onChange }: TagListProps): ReactNode {
  return tags.map((tag) => (
    <RemovableTag key={tag} words={tag} onRemove={() => onChange(tags.filter((each) => each !== tag))} />
  ))
}

interface AddTagProps extends TagListProps {
  /** What gets the tag; read out. */
  readonly to: string
  readonly choices: readonly string[]
}

/** One more tag of those that there are. */
export function AddTag({ to, tags, choices, onChange }: AddTagProps): ReactNode {
  const free = choices.filter((tag) => !tags.includes(tag))
  return (
    <Menu
      label={`Add a tag to ${to}`}
      className="btn sm"
      items={free.map((tag) => ({ words: tag, run: () => onChange([...tags, tag]) }))}
    >
      Add tag
      <span className="sr"> to {to}</span>
    </Menu>
  )
}
