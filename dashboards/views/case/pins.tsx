// Where citizens shared a pin, on a small map of the city.
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CasePostWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { useCasePosts } from '../../queries.ts'
import { draw, fetchBorders, plane } from '../map/shapes.ts'
import '../map/map.css'

type Located = CasePostWire & { readonly location: NonNullable<CasePostWire['location']> }
const isLocated = (post: CasePostWire): post is Located => post.location !== null && !post.withheld

const nothing: readonly CasePostWire[] = []

export const Pins = ({ id }: { id: string }) => {
  const { t } = useWords()
  const thread = useCasePosts(id)
  const posts = thread.data?.pages.flatMap((page) => page.items) ?? nothing
  const located = useMemo(() => posts.filter(isLocated), [posts])
  const { data } = useQuery({
    queryKey: ['borders'],
    queryFn: fetchBorders,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: located.length > 0,
  })
  if (data === undefined || located.length === 0) return null
  const { areas, governorates, place } = draw(data, [], 'city')
  const show = (post: string) => document.querySelector<HTMLElement>(`[data-post="${CSS.escape(post)}"]`)?.focus()
  return (
    <figure className="pins">
      <svg
        className="kuwait"
        viewBox={`0 0 ${plane.width} ${plane.height}`}
        role="img"
        aria-label={t('pins.label', { count: located.length })}
      >
        <g className="governorates">
          {governorates.map(({ id, path }) => (
            <path key={id} d={path} />
          ))}
        </g>
        {areas.map(({ id, path }) => (
          <g key={id} className="area" data-shade={0}>
            <path d={path} />
          </g>
        ))}
        {located.map(({ id: post, location }) => {
          const [x, y] = place([location.lon, location.lat])
          return <circle key={post} className="pin" cx={x} cy={y} r={9} />
        })}
      </svg>
      <figcaption>
        {located.map(({ id: post, author, location }) => (
          <button key={post} type="button" className="button button-small button-bare" onClick={() => show(post)}>
            <bdi>{location.name ?? author?.name ?? t('post.nobody')}</bdi>
          </button>
        ))}
      </figcaption>
    </figure>
  )
}
