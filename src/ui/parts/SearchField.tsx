import { TextInput, VisuallyHidden } from '@mantine/core'
import { Search } from 'lucide-react'

/** What somebody looks for, as it is typed. */
export function SearchField({
  label,
  placeholder = 'Search',
  size = 'xs',
  text,
  onText,
  found,
}: {
  readonly label: string
  readonly placeholder?: string
  readonly size?: 'xs' | 'sm'
  readonly text: string
  readonly onText: (text: string) => void
  /** How much is found of what is typed, once that is known. It is heard: what shows it is somewhere else. */
  readonly found?: string | false
}) {
  return (
    <>
      <TextInput
        aria-label={label}
        placeholder={placeholder}
        size={size}
        leftSection={<Search size={14} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <VisuallyHidden role="status">{text && found}</VisuallyHidden>
    </>
  )
}
