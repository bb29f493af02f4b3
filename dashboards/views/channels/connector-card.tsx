// One channel: its state in a word, what stands in its way, its tasks, allowances and money, and what can be done.
import { useState } from 'react'
import type { ConnectorWire, ProbesWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { useNow } from '../../clock.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { ChannelName } from '../../parts/channel.tsx'
import { notifyFailure } from '../../parts/failure.tsx'
import { useMay } from '../../session.ts'
import { Allowances, Budget, Templates, Unknown } from './limits.tsx'
import { Probes } from './probes.tsx'
import { Tasks } from './tasks.tsx'

const tones: Readonly<Record<ConnectorWire['state'], string>> = {
  running: 'tone-leaf',
  paused: 'tone-amber',
  failing: 'tone-coral',
  'not-connected': '',
}

const Hearing = ({ connector: { webhook, stream } }: { connector: ConnectorWire }) => {
  const { t, format } = useWords()
  const now = useNow()
  if (webhook === null) return null
  const last =
    webhook.lastAt === null
      ? t('channels.heardNever')
      : t('channels.heard', { when: format.relative(webhook.lastAt, now) })
  return (
    <p className="connector-line">
      <span>{webhook.configured ? last : t('channels.noSecret')}</span>
      <code dir="ltr">{webhook.path}</code>
      {stream !== null && (
        <span className={`chip ${stream.state === 'open' ? 'tone-leaf' : 'tone-amber'}`}>
          {stream.state === 'open' ? t('channels.streamOpen') : t('channels.streamDown')}
        </span>
      )}
    </p>
  )
}

type Verb = 'pause' | 'resume' | 'run'

const Actions = ({
  connector,
  changed,
  told,
}: {
  connector: ConnectorWire
  changed: () => void
  told: (probes: ProbesWire) => void
}) => {
  const words = useWords()
  const [busy, setBusy] = useState<Verb | 'test' | null>(null)
  const during = async (what: Verb | 'test', work: () => Promise<void>) => {
    setBusy(what)
    await work().catch((error: unknown) => notifyFailure(error, words))
    setBusy(null)
  }
  const act = (verb: Verb) =>
    during(verb, async () => {
      await api.connectorVerb(connector.id, verb)
      notify({ text: words.t(`channels.${verb}Done`), tone: 'done' })
      changed()
    })
  const test = () => during('test', async () => told(await api.testConnector(connector.id)))
  const paused = connector.paused !== null
  const verbs: readonly Verb[] = [paused ? 'resume' : 'pause', 'run']
  return (
    <div className="connector-actions">
      {connector.tasks.length > 0 &&
        verbs.map((verb) => (
          <button
            key={verb}
            type="button"
            className="button button-small"
            disabled={busy !== null}
            onClick={() => act(verb)}
          >
            {words.t(busy === verb ? 'channels.busy' : `channels.${verb}`)}
          </button>
        ))}
      <button type="button" className="button button-small" disabled={busy !== null} onClick={test}>
        {words.t(busy === 'test' ? 'channels.busy' : 'channels.test')}
      </button>
    </div>
  )
}

export const ConnectorCard = ({ connector, changed }: { connector: ConnectorWire; changed: () => void }) => {
  const { t, code, format } = useWords()
  const may = useMay('channel.manage')
  const [probes, setProbes] = useState<ProbesWire | null>(null)
  const connected = connector.state !== 'not-connected'
  return (
    <article className="card connector" data-connector={connector.id}>
      <header className="connector-head">
        <h2 className="connector-name">
          <ChannelName channel={connector.channel} />
        </h2>
        <span className={`chip ${tones[connector.state]}`}>
          {code(`connector.${connector.state}`, 'connector.running')}
        </span>
        {may && connected && <Actions connector={connector} changed={changed} told={setProbes} />}
      </header>
      {connector.paused !== null && (
        <p className="connector-line">
          {t('channels.pausedBy', { who: connector.paused.by ?? '', when: format.dateTime(connector.paused.at) })}
        </p>
      )}
      {!connected && <p className="quiet">{t('channels.notConnected')}</p>}
      {connected && <Hearing connector={connector} />}
      {probes !== null && <Probes probes={probes} />}
      {connector.tasks.length > 0 && <Tasks tasks={connector.tasks} />}
      {connector.budget !== null && <Budget budget={connector.budget} />}
      {connector.allowances.length > 0 && <Allowances allowances={connector.allowances} />}
      {connector.templates.length > 0 && <Templates templates={connector.templates} />}
      {connector.unknown.length > 0 && <Unknown unknown={connector.unknown} />}
    </article>
  )
}
