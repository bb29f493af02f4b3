// The outcome of a test: each thing the account must be able to do, and what is missing where it cannot.
import CircleCheck from 'lucide-react/icons/circle-check'
import CircleX from 'lucide-react/icons/circle-x'
import type { ProbesWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'

export const Probes = ({ probes: { ok, probes } }: { probes: ProbesWire }) => {
  const { t, code } = useWords()
  return (
    <section className="connector-part" aria-live="polite">
      <h3>{ok ? t('channels.testOk') : t('channels.testNotOk')}</h3>
      <ul className="connector-lines probes">
        {probes.map((probe, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same probe is made of several accounts
          <li key={index} className={probe.ok ? 'probe-ok' : 'connector-fault'}>
            {probe.ok ? <CircleCheck aria-hidden /> : <CircleX aria-hidden />}
            <span>
              {code(`probe.${probe.name}`, 'probe.other')}
              {probe.problem !== undefined &&
                ` – ${t('channels.missing')} ${code(`problem.${probe.problem}`, 'problem.other')}`}
              {probe.permission !== undefined && (
                <>
                  {' '}
                  <code dir="ltr">{probe.permission}</code>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
