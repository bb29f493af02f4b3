// The rooms of the house, with how much waits in each; a bar at the foot of a phone.
import { useQueryClient } from '@tanstack/react-query'
import Bell from 'lucide-react/icons/bell'
import ChartSpline from 'lucide-react/icons/chart-spline'
import CircleDashed from 'lucide-react/icons/circle-dashed'
import Layers from 'lucide-react/icons/layers'
import LogOut from 'lucide-react/icons/log-out'
import MapIcon from 'lucide-react/icons/map'
import MessagesSquare from 'lucide-react/icons/messages-square'
import Radio from 'lucide-react/icons/radio'
import Scale from 'lucide-react/icons/scale'
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import type { ComponentType } from 'react'
import { useAlerts } from '../alerts.ts'
import { api } from '../api.ts'
import { type Key, useWords } from '../i18n.tsx'
import { useOverview } from '../queries.ts'
import { Link, navigate, type Route } from '../router.tsx'
import { useMe } from '../session.ts'
import { EchoMark } from './echo-mark.tsx'

type Icon = ComponentType<{ 'aria-hidden'?: boolean }>
/** `right`: whom it is for; everybody where there is none. */
/** `desk`: left out of the bar of a phone; the settings lead there. */
type Room = { name: Route['name']; href: string; word: Key; icon: Icon; right?: string; desk?: boolean }
const rooms: readonly Room[] = [
  { name: 'work-list', href: '/', word: 'nav.cases', icon: Layers },
  { name: 'review', href: '/review', word: 'nav.review', icon: Scale },
  { name: 'no-case', href: '/no-case', word: 'nav.noCase', icon: CircleDashed },
  { name: 'replies', href: '/replies', word: 'nav.replies', icon: MessagesSquare, right: 'reply.send' },
  { name: 'map', href: '/map', word: 'nav.map', icon: MapIcon, desk: true },
  { name: 'trends', href: '/trends', word: 'nav.trends', icon: ChartSpline, desk: true },
  { name: 'channels', href: '/channels', word: 'nav.channels', icon: Radio, right: 'channel.read', desk: true },
]

const isHere = (route: Route, name: Route['name']) =>
  route.name === name || (name === 'work-list' && route.name === 'case')

const RoomLink = ({ room, route, count }: { room: Room; route: Route; count: number | undefined }) => {
  const { t, format } = useWords()
  const Icon = room.icon
  return (
    <Link className="rail-link" href={room.href} aria-current={isHere(route, room.name) ? 'page' : undefined}>
      <Icon aria-hidden /> <span>{t(room.word)}</span>
      {count !== undefined && count > 0 && (
        <span className="rail-count">
          <span className="unseen">{t('nav.waiting')} </span>
          {format.number(count)}
        </span>
      )}
    </Link>
  )
}

const AlertsLink = ({ route }: { route: Route }) => {
  const { t, format } = useWords()
  const unseen = (useAlerts().data?.items ?? []).filter(({ seen }) => !seen).length
  return (
    <Link className="rail-link" data-desk href="/alerts" aria-current={route.name === 'alerts' ? 'page' : undefined}>
      <Bell aria-hidden /> <span>{t('nav.alerts')}</span>
      {unseen > 0 && <span className="rail-count">{format.number(unseen)}</span>}
    </Link>
  )
}

export const useSignOut = () => {
  const client = useQueryClient()
  return async () => {
    await api.signOut().catch(() => undefined)
    navigate('/')
    client.clear()
    await client.invalidateQueries({ queryKey: ['me'] })
  }
}

export const Navigation = ({ route }: { route: Route }) => {
  const { t, code } = useWords()
  const me = useMe()
  const signOut = useSignOut()
  const { data } = useOverview()
  const counts: Partial<Record<Route['name'], number | undefined>> = {
    'work-list': data?.openCases,
    review: data?.pendingReviews,
    'no-case': data?.noCase,
  }
  return (
    <nav className="rail" aria-label={t('nav.label')}>
      <Link className="brand" href="/">
        <EchoMark /> {t('sada')}
      </Link>
      <ul className="rail-links">
        {rooms
          .filter(({ right }) => right === undefined || me.may.includes(right))
          .map((room) => (
            <li key={room.name} data-desk={room.desk}>
              <RoomLink room={room} route={route} count={counts[room.name]} />
            </li>
          ))}
      </ul>
      <div className="rail-foot">
        <Link className="rail-who" href="/account" aria-current={route.name === 'account' ? 'page' : undefined}>
          <span className="unseen">{t('nav.account')} </span>
          <b>
            <bdi>{me.name}</bdi>
          </b>
          {code(`role.${me.role}`, 'role.viewer')}
        </Link>
        <AlertsLink route={route} />
        <Link className="rail-link" href="/settings" aria-current={route.name === 'settings' ? 'page' : undefined}>
          <SlidersHorizontal aria-hidden /> <span>{t('nav.settings')}</span>
        </Link>
        <button type="button" className="rail-link rail-out" onClick={signOut}>
          <LogOut aria-hidden className="turns" /> <span>{t('nav.signOut')}</span>
        </button>
      </div>
    </nav>
  )
}
