// Figures for those who read: a table of words and numbers.
import type { Table } from '../csv.ts'
import { useWords } from '../i18n.tsx'

export const Figures = ({ title, table: { head, rows } }: { title: string; table: Table }) => {
  const { format } = useWords()
  return (
    <table>
      <caption className="unseen">{title}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...values], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table stand where they stand
          <tr key={index}>
            <th scope="row">
              <bdi>{first}</bdi>
            </th>
            {values.map((value, column) => (
              <td key={head[column + 1]} className="number">
                {value === null ? '–' : typeof value === 'number' ? format.decimal(value) : value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
