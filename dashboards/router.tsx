// Which screen the address names; links and history without a library.
import { type AnchorHTMLAttributes, type MouseEvent, useMemo, useSyncExternalStore } from 'react'

export type Route =
  | { readonly name: 'work-list' }
  | { readonly name: 'case'; readonly id: string }
  | { readonly name: 'review' }
  | { readonly name: 'no-case' }
  | { readonly name: 'map' }
  | { readonly name: 'trends' }
  | { readonly name: 'report' }
  | { readonly name: 'replies' }
  | { readonly name: 'channels' }
  | { readonly name: 'alerts' }
  | { readonly name: 'house' }
  | { readonly name: 'lab' }
  | { readonly name: 'welcome' }
  | { readonly name: 'people' }
  | { readonly name: 'account' }
  | { readonly name: 'audit' }
  | { readonly name: 'privacy' }
  | { readonly name: 'settings' }
  | { readonly name: 'sign-in' }
  | { readonly name: 'setup' }
  | { readonly name: 'demo' }
  | { readonly name: 'not-found' }

const plainRooms = [
  'review',
  'no-case',
  'map',
  'trends',
  'report',
  'replies',
  'channels',
  'alerts',
  'house',
  'lab',
  'welcome',
  'people',
  'account',
  'audit',
  'privacy',
  'settings',
  'sign-in',
  'setup',
  'demo',
] as const

export const routeOf = (path: string): Route => {
  const [first = '', second, ...rest] = path.split('/').filter((part) => part !== '')
  if (first === '') return { name: 'work-list' }
  if (first === 'cases' && second !== undefined && rest.length === 0) return { name: 'case', id: second }
  if (second !== undefined) return { name: 'not-found' }
  if (first === 'cases') return { name: 'work-list' }
  const plain = plainRooms.find((name) => name === first)
  return plain === undefined ? { name: 'not-found' } : { name: plain }
}

const changed = 'sada:navigate'
const subscribe = (listener: () => void) => {
  window.addEventListener('popstate', listener)
  window.addEventListener(changed, listener)
  return () => {
    window.removeEventListener('popstate', listener)
    window.removeEventListener(changed, listener)
  }
}

export const navigate = (to: string, how: 'push' | 'replace' = 'push') => {
  if (how === 'push') history.pushState(null, '', to)
  else history.replaceState(null, '', to)
  window.dispatchEvent(new Event(changed))
}

const usePath = () => useSyncExternalStore(subscribe, () => location.pathname)
export const useRoute = (): Route => {
  const path = usePath()
  return useMemo(() => routeOf(path), [path])
}

/** The query of the address as state: a filtered list can be shared and the back button works. */
export const useQuery = (): URLSearchParams => {
  const text = useSyncExternalStore(subscribe, () => location.search)
  return useMemo(() => new URLSearchParams(text), [text])
}

const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.defaultPrevented)

export const Link = ({ href, onClick, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }) => (
  <a
    {...rest}
    href={href}
    onClick={(event) => {
      onClick?.(event)
      if (!isPlainClick(event)) return
      event.preventDefault()
      navigate(href)
    }}
  />
)
