/** What somebody may write: none of it may do anything to a page. */
export const hostileTexts = {
  markup:
    '<h1>Hello</h1><img src="x" onerror="window.isHurt = true"><script>window.isHurt = true</script><style>*{display:none}</style>',
  'right to left': 'שלום \u202Eevil\u202C مرحبا بالعالم',
  long: 'A word without an end: '.concat('w'.repeat(10_000)),
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 \u0000\u0007 \uD83D'.replaceAll('\u0000', ''),
} as const
