// Words for full-text search: folded and without clitics, so that "بالكهرباء" is found by "كهربا".

import { maskPersonalData } from './personal-data.ts'
import { read } from './read.ts'

export const foldForSearch = (text: string): string => read(maskPersonalData(text)).keys.join(' ')
