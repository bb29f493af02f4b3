// Kuwait with open cases by area: darker where more is open; each area opens its cases in the work list.
import { memo } from 'react'
import { useWords } from '../../i18n.tsx'
import { navigate } from '../../router.tsx'
import { type Outline, plane, shadeOf } from './shapes.ts'

type Props = {
  readonly outlines: { readonly governorates: readonly Outline[]; readonly areas: readonly Outline[] }
  readonly open: Readonly<Record<string, number>>
  readonly most: number
  readonly nameOf: (id: string) => string
  readonly hrefOf: (area: string) => string
  readonly title: string
}

type AreaProps = { outline: Outline; open: number; shade: number; label: string; href: string }
const Area = memo(({ outline: { path, at }, open, shade, label, href }: AreaProps) => {
  const shape = path === '' ? <circle cx={at[0]} cy={at[1]} r={open > 0 ? 7 : 2.5} /> : <path d={path} />
  if (open === 0)
    return (
      <g className="area" data-shade={0}>
        {shape}
      </g>
    )
  return (
    <a
      className="area"
      data-shade={shade}
      href={href}
      aria-label={label}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        navigate(href)
      }}
    >
      <title>{label}</title>
      {shape}
    </a>
  )
})

export const KuwaitMap = ({ outlines, open, most, nameOf, hrefOf, title }: Props) => {
  const { t, format } = useWords()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing with links in it is a group
    <svg className="kuwait" viewBox={`0 0 ${plane.width} ${plane.height}`} role="group" aria-label={title}>
      <g className="governorates">
        {outlines.governorates.map(({ id, path }) => (
          <path key={id} d={path} />
        ))}
      </g>
      {outlines.areas.map((outline) => {
        const count = open[outline.id] ?? 0
        return (
          <Area
            key={outline.id}
            outline={outline}
            open={count}
            shade={shadeOf(count, most)}
            label={t('map.area', { area: nameOf(outline.id), count })}
            href={hrefOf(outline.id)}
          />
        )
      })}
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: text of a drawing takes no focus; the links say the counts */}
      <g className="map-counts" aria-hidden="true">
        {outlines.areas.map(({ id, at }) => {
          const count = open[id] ?? 0
          return (
            count > 0 && (
              <text key={id} x={at[0]} y={at[1]}>
                {format.number(count)}
              </text>
            )
          )
        })}
      </g>
    </svg>
  )
}
