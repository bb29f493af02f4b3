// Names and words that the house added to what the matcher knows: each is shown with what it would change before it is switched on,
// and before it is taken back.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AdditionsWire, AdditionWire, WouldChangeWire } from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { Awaited } from '../../parts/awaited.tsx'
import { Part } from '../../parts/part.tsx'
import { Rows } from '../../parts/rows.tsx'
import { usePress } from '../../use-press.ts'
import { type Asked, NewAddition } from './new-addition.tsx'
import { WouldChange } from './would-change.tsx'
import '../account/account.css'
import './additions.css'

/** What is looked at before it is done. */
type Looked = Asked & { readonly would: WouldChangeWire }

const Row = ({ one, onAsk }: { one: AdditionWire; onAsk: () => Promise<void> }) => {
  const { t, both, format } = useWords()
  const { busy, press } = usePress([])
  return (
    <li className="access-row">
      <span className="access-what">
        <b>
          <bdi>{one.name}</bdi>
        </b>
        <span>{t(`additions.is.${one.kind}`, { meaning: both(one.meaning) })}</span>
        <span className="quiet">
          <bdi>{one.by}</bdi> · <time dateTime={one.at}>{format.dateTime(one.at)}</time>
          {one.word && <> · {t('additions.wordToo')}</>}
        </span>
      </span>
      <button type="button" className="button button-small" disabled={busy} onClick={press(onAsk)}>
        {t('additions.takeBack')} <span className="unseen">{one.name}</span>
      </button>
    </li>
  )
}

const List = ({ data }: { data: AdditionsWire }) => {
  const { t } = useWords()
  const [looked, setLooked] = useState<Looked | null>(null)
  const look = async (asked: Asked) => setLooked({ ...asked, would: await rules.wouldChange(asked.look) })
  return (
    <>
      <NewAddition key={data.items.length} problems={data.problems} onAsk={look} />
      <Rows of={data.items.toReversed()} none={t('additions.none')}>
        {(one) => (
          <Row
            key={one.id}
            one={one}
            onAsk={() =>
              look({
                name: one.name,
                go: t('additions.takeBack'),
                look: { remove: one.id },
                run: () => rules.takeBack(one.id),
              })
            }
          />
        )}
      </Rows>
      {looked !== null && <WouldChange {...looked} onClose={() => setLooked(null)} />}
    </>
  )
}

export const Additions = () => {
  const { t } = useWords()
  const query = useQuery({ queryKey: ['additions'], queryFn: rules.additions })
  return (
    <Part name="additions" title={t('additions.title')} lead={t('additions.lead')}>
      <Awaited query={query}>{(data) => <List data={data} />}</Awaited>
    </Part>
  )
}
