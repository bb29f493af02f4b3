// A role that must have a second factor: nothing else is shown before it is set.
import { useWords } from '../../i18n.tsx'
import { useSignOut } from '../../parts/navigation.tsx'
import { Door } from '../doors/door.tsx'
import { SecondFactor } from './second-factor.tsx'
import '../../parts/part.css'
import './account.css'

export const MustSetFactor = () => {
  const { t } = useWords()
  const signOut = useSignOut()
  return (
    <Door title={t('factor.title')}>
      <div className="part">
        <SecondFactor />
      </div>
      <button type="button" className="button button-bare" onClick={signOut}>
        {t('nav.signOut')}
      </button>
    </Door>
  )
}
