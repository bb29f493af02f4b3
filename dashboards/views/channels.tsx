// The channels: what is listened to, how the last asking went, what is allowed and what it cost, and a person's hand on it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { Awaited } from '../parts/awaited.tsx'
import { ConnectorCard } from './channels/connector-card.tsx'
import './channels/channels.css'

const every = 15_000

export const Channels = () => {
  const { t } = useWords()
  const client = useQueryClient()
  // Runs are no events of a case: nothing tells of them, so they are asked for while somebody looks.
  const query = useQuery({ queryKey: ['connectors'], queryFn: api.connectors, refetchInterval: every })
  const changed = () => client.invalidateQueries({ queryKey: ['connectors'] })
  return (
    <>
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.channels')}</h1>
        <p className="quiet">{t('channels.what')}</p>
      </header>
      <Awaited query={query}>
        {({ items }) => (
          <ul className="connectors" aria-label={t('nav.channels')}>
            {items.map((connector) => (
              <li key={connector.id}>
                <ConnectorCard connector={connector} changed={changed} />
              </li>
            ))}
          </ul>
        )}
      </Awaited>
    </>
  )
}
