// Posts are chosen: what splitting them off will do, before it is done.
import Split from 'lucide-react/icons/split'
import { useWords } from '../../i18n.tsx'

type Props = { chosen: ReadonlySet<string>; all: boolean; run: () => void; clear: () => void }

export const SplitBar = ({ chosen, all, run, clear }: Props) => {
  const { t } = useWords()
  return (
    <section className="split-bar" aria-label={t('split.label')}>
      <p>
        {t('split.chosen', { count: chosen.size })}
        {all && <span className="quiet"> {t('split.notAll')}</span>}
      </p>
      <div className="actions">
        <button type="button" className="button button-main button-small" aria-disabled={all} onClick={run}>
          <Split aria-hidden className="turns" /> {t('split.run')} <kbd aria-hidden>S</kbd>
        </button>
        <button type="button" className="button button-small" onClick={clear}>
          {t('split.clear')}
        </button>
      </div>
    </section>
  )
}
