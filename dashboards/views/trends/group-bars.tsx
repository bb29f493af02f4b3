// Who or what was loud: posts of each group, its citizens beside them. Pressing one shows only its hours.
import type { TrendsWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

type Props = {
  readonly groups: TrendsWire['groups']
  readonly nameOf: (name: TrendsWire['groups'][number]['name']) => string
  readonly chosen: string
  readonly onPick: (id: string) => void
}
const most = 12

export const GroupBars = ({ groups, nameOf, chosen, onPick }: Props) => {
  const { t } = useWords()
  const top = Math.max(1, ...groups.map(({ posts }) => posts))
  return (
    <ul className="group-bars">
      {groups.slice(0, most).map(({ name, posts, authors }) => (
        <li key={name.id}>
          <button
            type="button"
            aria-pressed={chosen === name.id}
            onClick={() => onPick(chosen === name.id ? '' : name.id)}
          >
            <span>
              <bdi>{nameOf(name)}</bdi>
            </span>
            <span className="group-bar" aria-hidden="true">
              <span style={{ inlineSize: `${(posts / top) * 100}%` }} />
            </span>
            <span className="quiet">{t('trends.counts', { posts, authors })}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
