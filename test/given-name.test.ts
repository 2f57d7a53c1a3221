import { expect, test } from 'vitest'
import { givenName } from '../src/ar/customers/given-name.ts'

test('a name is greeted by its first name, whatever is before it and behind it; a department by none', () => {
  const greeted = {
    'Pat Doe': 'Pat',
    'Dr. Anna Smith': 'Anna',
    'Prof. Dr. Anna Smith': 'Anna',
    'Smith, John': 'John',
    'van der Berg, Dr. Jan': 'Jan',
    'John Smith, Ph.D.': 'John',
    'John Smith, Jr.': 'John',
    'Ms Smith': 'Ms Smith',
    'J. Smith': 'J. Smith',
    Cher: 'Cher',
    'Smith,': 'Smith',
    'Dr.': 'Dr.',
    ',': ',',
    'Accounts Payable': '',
    'The Finance Team': '',
    'Billing Dept.': '',
    'Accounts-Payable': '',
    'Customer Service': '',
    'Anna Smith, Accounts Payable': 'Anna',
    'Anna Smith - Accounting': 'Anna',
    'Anna Smith | Billing': 'Anna',
    'Anna Smith (Accounting)': 'Anna',
    'Smith, Anna (AP)': 'Anna',
    'Bill Payments': 'Bill',
    'Anna Office': 'Anna',
    'Anna-Marie Smith': 'Anna-Marie',
  }
  for (const [name, first] of Object.entries(greeted)) expect(givenName(name), name).toBe(first)
})
