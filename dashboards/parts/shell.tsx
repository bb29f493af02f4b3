// The frame of every room: navigation, banners, notices, the one polite live region.
import { type ReactNode, useEffect } from 'react'
import { arriveAt, focusWhenThere, takeArrival, useKeepFocus } from '../focus.ts'
import { useWords } from '../i18n.tsx'
import { LiveBus, useLiveStream } from '../live-updates.ts'
import { latestAction } from '../notices.ts'
import { navigate, type Route } from '../router.tsx'
import { useMe } from '../session.ts'
import { useShortcuts } from '../shortcuts.ts'
import { Banners } from './banners.tsx'
import { Navigation } from './navigation.tsx'
import { Notices } from './notices.tsx'
import { ShortcutsKey } from './shortcuts-key.tsx'

/** A new screen starts at its heading, for eyes and for screen readers. */
const useFocusOnArrival = (place: string) => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place is what is arrived at
  useEffect(() => {
    window.scrollTo(0, 0)
    return focusWhenThere(takeArrival())
  }, [place])
}

/** Search lives on the work list: from any other room the key goes there first. What was sought before gives way to new words. */
const toSearch = () => {
  const here = document.querySelector<HTMLInputElement>('#search')
  if (here !== null) {
    here.focus()
    return here.select()
  }
  arriveAt('#search')
  navigate('/')
}

export const Shell = ({ route, children }: { route: Route; children: ReactNode }) => {
  const { t } = useWords()
  const { demo } = useMe()
  const { bus, state } = useLiveStream()
  useFocusOnArrival(route.name === 'case' ? `case ${route.id}` : route.name)
  useKeepFocus()
  useShortcuts({ KeyZ: () => latestAction()?.run(), Slash: toSearch, 'Ctrl+KeyK': toSearch })
  return (
    <LiveBus value={bus}>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <div className="shell">
        <Navigation route={route} />
        <div className="room">
          <Banners demo={demo} live={state} />
          <main id="content" className="page" tabIndex={-1}>
            {children}
          </main>
        </div>
      </div>
      <Notices />
      <ShortcutsKey />
    </LiveBus>
  )
}
