// Who else is at this case, and who is writing: told every few breaths while the page is in sight.
import { useEffect, useRef, useState } from 'react'
import type { PresenceWire } from '../../../src/http/contract.ts'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { useLive } from '../../live-updates.ts'

const breath = 20_000
type Others = PresenceWire['others']

export const usePresence = (id: string, writing: boolean): Others => {
  const [others, setOthers] = useState<Others>([])
  const tell = useRef(() => {})
  useEffect(() => {
    let gone = false
    tell.current = () => {
      if (document.visibilityState === 'hidden') return
      desk.presence(id, writing).then(
        (heard) => !gone && setOthers(heard.others),
        () => undefined,
      )
    }
    tell.current()
    const timer = setInterval(() => tell.current(), breath)
    return () => {
      gone = true
      clearInterval(timer)
    }
  }, [id, writing])
  useEffect(() => () => void desk.presence(id, false, false).catch(() => undefined), [id])
  useLive((batch) => batch.some((one) => one.kind === 'presence' && one.caseId === id) && tell.current())
  return others
}

export const Presence = ({ others }: { others: Others }) => {
  const { t, locale } = useWords()
  const names = (found: Others) => new Intl.ListFormat(locale).format(found.map(({ name }) => name))
  const [writers, readers] = [others.filter(({ writing }) => writing), others.filter(({ writing }) => !writing)]
  return (
    <p className="presence quiet">
      {writers.length > 0 && (
        <span className="chip tone-amber">
          {t('presence.writing', { names: names(writers), count: writers.length })}
        </span>
      )}
      {readers.length > 0 && (
        <span className="chip">{t('presence.here', { names: names(readers), count: readers.length })}</span>
      )}
    </p>
  )
}
