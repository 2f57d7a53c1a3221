import { Autocomplete, MultiSelect, Select, TextInput } from '@mantine/core'
import type { OpenApiDocument } from '../../../serve/openapi.ts'
import type { ParameterObject } from './document.ts'
import { About } from './SchemaView.tsx'
import { typeOf, valuesOf, valuesOfItems } from './schema.ts'

/** A parameter to fill in, by what it can be. */
export function ParameterField({
  document,
  parameter: { name, description, required = false, schema = {} },
  samples,
  value,
  error,
  onChange,
}: {
  readonly document: OpenApiDocument
  readonly parameter: ParameterObject
  /** Values that fit in this world. */
  readonly samples: readonly string[]
  readonly value: string
  readonly error: string | undefined
  readonly onChange: (value: string) => void
}) {
  const values = valuesOf(document, schema)
  const many = valuesOfItems(document, schema)
  const common = {
    label: (
      <>
        <code>{name}</code> <span className="faint type">{typeOf(document, schema)}</span>
      </>
    ),
    'aria-label': name,
    description: <About document={document} schema={schema} {...(description && { text: description })} />,
    descriptionProps: { component: 'div' as const },
    required,
    error,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as const satisfies readonly string[],
  }
  const shared = { ...common, inputWrapperOrder: [...common.inputWrapperOrder] }
  if (values.length)
    return <Select {...shared} data={values} value={value || null} onChange={(one) => onChange(one ?? '')} clearable />
  if (many.length)
    return (
      <MultiSelect
        {...shared}
        data={many}
        value={value ? value.split(',') : []}
        onChange={(some) => onChange(some.join(','))}
        clearable
      />
    )
  if (samples.length) return <Autocomplete {...shared} data={[...samples]} value={value} onChange={onChange} limit={50} />
  return <TextInput {...shared} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)} />
}
