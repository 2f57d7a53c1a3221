import { Button, Text, type TextProps } from '@mantine/core'
import { useState } from 'react'
import { cut, toNumber } from './format.ts'

const MOST = 600

/** What a customer or an app wrote: text, whatever is in it, in the direction that it has, cut where it is long. */
export function PersonText({ text, most = MOST, ...props }: { readonly text: string; readonly most?: number } & TextProps) {
  const [isWhole, setWhole] = useState(false)
  const isLong = text.length > most
  return (
    <>
      <Text {...props} dir="auto" className="person">
        {isWhole ? text : cut(text, most)}
      </Text>
      {isLong && (
        <Button variant="subtle" size="compact-sm" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${toNumber(text.length)} characters`}
        </Button>
      )}
    </>
  )
}

/** The same in one line of a table or a title. */
export function PersonName({ text }: { readonly text: string }) {
  const shown = cut(text, MOST)
  return (
    <bdi className="cut" title={shown}>
      {shown}
    </bdi>
  )
}
