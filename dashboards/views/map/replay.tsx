// The hours of the map: a slider, and a button that lets them pass.
import Pause from 'lucide-react/icons/pause'
import Play from 'lucide-react/icons/play'
import { useEffect, useState } from 'react'
import { useWords } from '../../i18n.tsx'

type Props = {
  readonly hours: readonly { readonly at: string }[]
  readonly at: number
  readonly onMove: (at: number) => void
}
const perHour = 350

export const Replay = ({ hours, at, onMove }: Props) => {
  const { t, format } = useWords()
  const [plays, setPlays] = useState(false)
  const last = hours.length - 1
  useEffect(() => {
    if (!plays) return
    if (at >= last) return setPlays(false)
    const timer = setTimeout(() => onMove(at + 1), perHour)
    return () => clearTimeout(timer)
  }, [plays, at, last, onMove])
  const toggle = () => {
    if (!plays && at >= last) onMove(0)
    setPlays(!plays)
  }
  const hour = hours[at]
  const said = hour === undefined ? '' : at === last ? t('map.now') : format.dateTime(hour.at)
  return (
    <div className="replay">
      <button type="button" className="button button-small" onClick={toggle}>
        {plays ? <Pause aria-hidden /> : <Play aria-hidden className="turns" />} {t(plays ? 'map.pause' : 'map.play')}
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={at}
        aria-label={t('map.hour')}
        aria-valuetext={said}
        onChange={(event) => {
          setPlays(false)
          onMove(Number(event.target.value))
        }}
      />
      <output className="quiet">{said}</output>
    </div>
  )
}
