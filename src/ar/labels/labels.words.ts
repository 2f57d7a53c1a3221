/** What the fields, parameters, answers and tables of this resource mean. */
import type { Words } from '../../core/call/words.ts'

export const labelsWords: Words = {
  fields: {
    'Label.name': 'What the tag says.',
    color: 'Colour to show it in, as `#rrggbb`.',
    labels: 'UUIDs of the labels it carries, each once.',
  },
  answers: {
    listLabels: 'A page of labels, sorted by name.',
  },
  tables: {
    labels: 'Coloured tags of a company for customers and invoices.',
  },
}
