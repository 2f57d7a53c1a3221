import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { cut } from '../../parts/format.ts'
import { PersonText } from '../../parts/PersonText.tsx'
import type { Message } from './boxes.ts'

/** Whether a text was meant as a page: it begins with an element of one. */
const isHtml = (text: string): boolean =>
  /^\s*<(!doctype html|html|head|body|table|div|p|span|br|h[1-6]|ul|ol|center|strong|b|em|i|a|img|font)[\s/>]/i.test(text)

/** In a frame it has a light ground, as in mail programs: those who wrote it knew no other. */
const framed = (html: string): string =>
  `<!doctype html><meta charset="utf-8"><style>body{margin:12px;background:#fff;color:#111;font:14px/1.5 system-ui,sans-serif}</style>${html}`

/** What somebody wrote: text, unless it is a page that the app sent or the reader wants to see one. Nothing in a page runs. */
export function MessageBody({ message: { body, isSent, subject } }: { readonly message: Message }) {
  const isPage = isHtml(body)
  const [shown, setShown] = useState<string>(isSent ? 'page' : 'text')
  return (
    <>
      {isPage && (
        <SegmentedControl
          size="xs"
          mb="xs"
          aria-label="Show as"
          data={[
            { value: 'page', label: 'Page' },
            { value: 'text', label: 'Text' },
          ]}
          value={shown}
          onChange={setShown}
        />
      )}
      {isPage && shown === 'page' ? (
        <iframe className="mail-frame" sandbox="" srcDoc={framed(body)} title={`The page of “${cut(subject, 80)}”`} />
      ) : (
        <PersonText text={body} size="sm" most={4_000} />
      )}
    </>
  )
}
