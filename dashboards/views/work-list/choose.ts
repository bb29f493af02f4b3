// Changes the filters: a new address in place of the old one.
import { navigate } from '../../router.tsx'
import { addressOf, type Filters } from './filters.ts'

export const choose = (filters: Filters, change: Partial<Filters>) =>
  navigate(addressOf({ ...filters, ...change }), 'replace')
