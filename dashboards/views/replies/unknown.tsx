// Deliveries whose end no channel tells: a person looks, and says.
import { useQuery } from '@tanstack/react-query'
import type { UnknownWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { ChannelName } from '../../parts/channel.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'
import { Settle } from '../../parts/settle.tsx'
import { Link } from '../../router.tsx'
import { useMay } from '../../session.ts'

const Row = ({ one }: { one: UnknownWire }) => {
  const { t, code, format } = useWords()
  const may = useMay('reply.send')
  return (
    <li>
      <p>
        <ChannelName channel={one.channel} /> <bdi>{one.author?.name ?? t('post.nobody')}</bdi>{' '}
        <span className="quiet">
          {format.dateTime(one.at)} · {code(`refused.${one.reason}`, 'refused.other', { reason: one.reason })}
        </span>{' '}
        <Link href={`/cases/${one.caseId}`}>{t('replies.case')}</Link>
      </p>
      <p className="words" dir="auto">
        {one.text}
      </p>
      {may && <Settle delivery={one.id} />}
    </li>
  )
}

export const Unknown = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['unknown'], queryFn: replying.unknown })
  return (
    <Part name="unknown" title={t('replies.unknown')}>
      <Awaited query={query}>
        {({ items }) => (
          <Rows of={items} none={t('replies.noUnknown')} lead={t('replies.unknownWhy')}>
            {(one) => <Row key={one.id} one={one} />}
          </Rows>
        )}
      </Awaited>
    </Part>
  )
}
