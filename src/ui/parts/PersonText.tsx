import { Button, Text, type TextProps } from '@mantine/core'
import { useState } from 'react'
import { toNumber } from './format.ts'

const MOST = 600

/** What a customer or an app wrote: text, whatever is in it, in the direction that it has, cut where it is long. */
export function PersonText({ text, most = MOST, ...props }: { readonly text: string; readonly most?: number } & TextProps) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > most
  return (
    <>
      <Text {...props} dir="auto" className="person">
        {isLong && !isWhole ? `${cut(text, most)}…` : text}
      </Text>
      {isLong && (
        <Button variant="subtle" size="compact-sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${toNumber(text.length)} characters`}
        </Button>
      )}
    </>
  )
}

/** Not in the middle of a character. */
function cut(text: string, most: number): string {
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most)
}

/** The same in one line of a table or a title. */
export function PersonName({ text }: { readonly text: string }) {
  return (
    <bdi className="cut" title={text.slice(0, MOST)}>
      {text.slice(0, MOST)}
    </bdi>
  )
}
