// Who may come in: colleagues and programs.
import { useWords } from '../i18n.tsx'
import { Empty } from '../parts/empty.tsx'
import { useMay } from '../session.ts'
import { Accounts } from './people/accounts.tsx'
import { Tokens } from './people/tokens.tsx'
import './account/account.css'
import './people/people.css'

export const People = () => {
  const { t } = useWords()
  const [users, tokens] = [useMay('user.manage'), useMay('token.manage')]
  if (!users && !tokens) return <Empty title={t('people.notYours')}>{t('people.notYoursWhy')}</Empty>
  return (
    <div className="page-narrow account">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.people')}</h1>
      </header>
      {users && <Accounts />}
      {tokens && <Tokens />}
    </div>
  )
}
