// People's own rights, for those who answer for them: erasing, handing over what is held, who looked too often, how long things stay.
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { useMay } from '../session.ts'
import { Erasing } from './privacy/erasing.tsx'
import { HandOver } from './privacy/hand-over.tsx'
import { Kept } from './privacy/kept.tsx'
import { Stops } from './privacy/stops.tsx'
import './account/account.css'

export const Privacy = () => {
  const { t } = useWords()
  const [erases, exports, lifts] = [useMay('person.erase'), useMay('person.export'), useMay('reveal.lift')]
  if (!erases && !exports && !lifts) return <Empty title={t('people.notYours')}>{t('privacy.notYoursWhy')}</Empty>
  return (
    <div className="page-narrow account">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.privacy')}</h1>
      </header>
      {lifts && <Stops />}
      {erases && <Erasing />}
      {exports && <HandOver />}
      <Kept />
    </div>
  )
}
