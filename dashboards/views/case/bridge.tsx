// Weak-bridge alarm: some posts hardly hold to the rest, so this may be two cases. A person decides.
import { useQuery } from '@tanstack/react-query'
import TriangleAlert from 'lucide-react/icons/triangle-alert'
import type { CaseWire } from '../../../src/http/contract.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'

type Props = { given: CaseWire; onChoose: (posts: readonly string[]) => void }

export const Bridge = ({ given, onChoose }: Props) => {
  const { t } = useWords()
  const { data } = useQuery({
    queryKey: ['case', given.id, 'bridge', given.version, given.golden.posts],
    queryFn: () => desk.bridge(given.id),
    enabled: given.golden.posts >= 3 && given.status !== 'merged',
    staleTime: Number.POSITIVE_INFINITY,
  })
  const bridge = data?.bridge ?? null
  if (bridge === null) return null
  return (
    <div className="bridge card no-print" role="note">
      <TriangleAlert aria-hidden />
      <p>
        <b>{t('bridge.title')}</b> {t('bridge.why', { count: bridge.posts.length })}
      </p>
      <button type="button" className="button button-small" onClick={() => onChoose(bridge.posts)}>
        {t('bridge.choose')}
      </button>
    </div>
  )
}
