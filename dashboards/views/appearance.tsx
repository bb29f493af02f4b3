// How Sada looks to this person: language, digits, theme, density. Each choice shows at once.

import ChevronRight from 'lucide-react/icons/chevron-right'
import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { type Key, useWords } from '../i18n.tsx'
import { useSignOut } from '../parts/navigation.tsx'
import { Link } from '../router.tsx'
import { useMe } from '../session.ts'
import { changeSettings, type Settings, useSettings } from '../settings.ts'
import './appearance/appearance.css'

type Choices<Name extends keyof Settings> = {
  readonly name: Name
  readonly title: Key
  readonly options: readonly (readonly [value: Settings[Name], word: Key, lang?: string])[]
}

const language: Choices<'lang'> = {
  name: 'lang',
  title: 'look.language',
  options: [
    ['ar', 'look.ar', 'ar'],
    ['en', 'look.en', 'en'],
  ],
}
const digits: Choices<'digits'> = {
  name: 'digits',
  title: 'look.digits',
  options: [
    ['latn', 'look.latn'],
    ['arab', 'look.arab'],
  ],
}
const theme: Choices<'theme'> = {
  name: 'theme',
  title: 'look.theme',
  options: [
    ['system', 'look.system'],
    ['light', 'look.light'],
    ['dark', 'look.dark'],
  ],
}
const density: Choices<'density'> = {
  name: 'density',
  title: 'look.density',
  options: [
    ['comfortable', 'look.comfortable'],
    ['compact', 'look.compact'],
  ],
}

const pictures: Choices<'pictures'> = {
  name: 'pictures',
  title: 'look.pictures',
  options: [
    ['covered', 'look.covered'],
    ['shown', 'look.shown'],
  ],
}

const Choice = <Name extends keyof Settings>({ of }: { of: Choices<Name> }) => {
  const { t } = useWords()
  const settings = useSettings()
  return (
    <RadioGroup
      className="look-row"
      orientation="horizontal"
      value={settings[of.name]}
      onChange={(value) => changeSettings({ [of.name]: value })}
    >
      <Label className="field-label">{t(of.title)}</Label>
      <div className="segments">
        {of.options.map(([value, word, lang]) => (
          <Radio key={value} value={value} className="segment">
            <span lang={lang}>{t(word)}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

/** Rooms that are not of every day. */
const more: readonly { href: string; word: Key; right: string }[] = [
  { href: '/account', word: 'nav.account', right: 'self' },
  { href: '/alerts', word: 'nav.alerts', right: 'read' },
  { href: '/house', word: 'nav.house', right: 'read' },
  { href: '/lab', word: 'nav.lab', right: 'rule.change' },
  { href: '/welcome', word: 'welcome.title', right: 'read' },
  { href: '/map', word: 'nav.map', right: 'read' },
  { href: '/trends', word: 'nav.trends', right: 'read' },
  { href: '/channels', word: 'nav.channels', right: 'channel.read' },
  { href: '/people', word: 'nav.people', right: 'user.manage' },
  { href: '/privacy', word: 'nav.privacy', right: 'person.erase' },
  { href: '/audit', word: 'nav.audit', right: 'audit.read' },
]
const More = () => {
  const { t } = useWords()
  const { may } = useMe()
  const mine = more.filter(({ right }) => may.includes(right))
  if (mine.length === 0) return null
  return (
    <nav className="card look-links" aria-label={t('look.more')}>
      {mine.map(({ href, word }) => (
        <Link key={href} className="look-row look-link" href={href}>
          {t(word)} <ChevronRight aria-hidden className="turns" />
        </Link>
      ))}
    </nav>
  )
}

export const Appearance = () => {
  const { t, format } = useWords()
  const signOut = useSignOut()
  return (
    <div className="page-narrow">
      <header className="page-head">
        <h1 tabIndex={-1}>{t('nav.settings')}</h1>
      </header>
      <div className="card look">
        <Choice of={language} />
        <Choice of={digits} />
        <Choice of={theme} />
        <Choice of={density} />
        <Choice of={pictures} />
        <p className="quiet look-sample">
          {t('look.sample', { number: format.number(2468), date: format.dateTime(new Date().toISOString()) })}
        </p>
      </div>
      <More />
      <p className="quiet look-note">{t('look.kept')}</p>
      <button type="button" className="button" onClick={signOut}>
        {t('nav.signOut')}
      </button>
    </div>
  )
}
