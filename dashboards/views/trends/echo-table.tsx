// The chart's figures for those who read rather than look; the hours in which nothing came are left out.
import type { EchoesWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

export const EchoTable = ({ hours }: { hours: EchoesWire['hours'] }) => {
  const { t, format } = useWords()
  const busy = hours.filter((hour) => hour.posts > 0 || hour.cases > 0).toReversed()
  return (
    <details className="card echo-table">
      <summary>{t('trends.table')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('trends.hour')}</th>
            <th scope="col">{t('trends.posts')}</th>
            <th scope="col">{t('trends.cases')}</th>
          </tr>
        </thead>
        <tbody>
          {busy.map((hour) => (
            <tr key={hour.at}>
              <th scope="row">
                <time dateTime={hour.at}>{format.dateTime(hour.at)}</time>
              </th>
              <td className="number">{format.number(hour.posts)}</td>
              <td className="number">{format.number(hour.cases)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
