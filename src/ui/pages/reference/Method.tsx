import { Badge } from '@mantine/core'

const colors: Readonly<Record<string, string>> = { GET: 'teal', POST: 'blue', PUT: 'grape', PATCH: 'grape', DELETE: 'red' }

export function Method({ name }: { readonly name: string }) {
  return (
    <Badge variant="light" color={colors[name] ?? 'gray'} radius="sm" className="method" ff="monospace">
      {name === 'DELETE' ? 'DEL' : name}
    </Badge>
  )
}
