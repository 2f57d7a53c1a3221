import { createTheme, Drawer, Modal } from '@mantine/core'
import { BusyButton } from '../parts/BusyButton.tsx'

/** It is the head of a dialog, and no banner of the page. */
const attributes = { header: { role: 'presentation' } }

export const theme = createTheme({
  components: {
    Button: { defaultProps: { component: BusyButton } },
    ActionIcon: { defaultProps: { component: BusyButton } },
    Modal: Modal.extend({ defaultProps: { attributes } }),
    Drawer: Drawer.extend({ defaultProps: { attributes } }),
    // What somebody typed is sent or refused, never changed; a comma is between thousands, as in all numbers that pages show.
    NumberInput: { defaultProps: { clampBehavior: 'none', allowedDecimalSeparators: ['.'] } },
  },
  primaryColor: 'teal',
  primaryShade: 9,
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1rem' }, h3: { fontSize: '0.9rem' } },
  },
})
