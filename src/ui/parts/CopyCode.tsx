import { ActionIcon, Box, Code } from '@mantine/core'
import { Copy } from 'lucide-react'
import { copyText } from './CopyAs.tsx'

/** Some lines to run, to copy. */
export function CopyCode({ text, what }: { readonly text: string; readonly what: string }) {
  return (
    <Box pos="relative">
      <Code block tabIndex={0} role="region" aria-label={what} pr={44}>
        {text}
      </Code>
      <ActionIcon
        pos="absolute"
        top={6}
        right={6}
        variant="default"
        aria-label={`Copy ${what}`}
        onClick={() => void copyText(text)}
      >
        <Copy size={14} aria-hidden />
      </ActionIcon>
    </Box>
  )
}
