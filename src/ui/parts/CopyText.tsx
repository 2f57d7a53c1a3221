import { ActionIcon, Code, Group } from '@mantine/core'
import { Copy } from 'lucide-react'
import { copyText } from './CopyAs.tsx'

/** A value in one line, to copy: an address, a token. */
export function CopyText({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <Group gap={4} wrap="nowrap" miw={0}>
      <Code className="cut" title={text}>
        {text}
      </Code>
      <ActionIcon variant="subtle" color="gray" aria-label={`Copy ${what}`} onClick={() => void copyText(text)}>
        <Copy size={14} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
