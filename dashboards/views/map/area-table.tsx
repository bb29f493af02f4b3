// The map's figures for those who read rather than look: areas with open cases, most first.
import type { MapWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Link } from '../../router.tsx'

type Props = {
  readonly rows: MapWire['areas']
  readonly nameOf: (id: string) => string
  readonly governorateOf: (id: string) => string
  readonly hrefOf: (area: string) => string
}

export const AreaTable = ({ rows, nameOf, governorateOf, hrefOf }: Props) => {
  const { t, format } = useWords()
  return (
    <table className="area-table">
      <caption className="unseen">{t('map.title')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('map.areaHead')}</th>
          <th scope="col">{t('map.open')}</th>
          <th scope="col">{t('map.emergencies')}</th>
          <th scope="col">{t('map.posts')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, open, emergencies, posts }) => (
          <tr key={id}>
            <th scope="row">
              <Link href={hrefOf(id)}>{nameOf(id)}</Link> <span className="quiet">{governorateOf(id)}</span>
            </th>
            <td className="number">{format.number(open)}</td>
            <td className="number" data-alarm={emergencies > 0}>
              {format.number(emergencies)}
            </td>
            <td className="number">{format.number(posts)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
