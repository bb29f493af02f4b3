// Finds the other case and shows both before they become one.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import type { CaseWire } from '../../../src/http/contract.ts'
import { api } from '../../api.ts'
import { useWords } from '../../i18n.tsx'
import { StatusChip } from '../../parts/chips.tsx'
import { sayProblem } from '../../parts/failure.tsx'
import { Title } from '../../parts/isolated.tsx'
import { Dot, usePlace } from '../../parts/place.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { useCaseActions } from '../../use-case-actions.ts'

const Candidate = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const placeOf = usePlace()
  const place = placeOf(given.golden)
  return (
    <Radio value={given.id} className="candidate">
      <span className="candidate-title">
        <Title text={given.golden.title} />
      </span>
      <span className="quiet">
        <bdi dir="ltr">{given.reference}</bdi>
        <Dot />
        {place ?? t('place.none')}
        <Dot />
        {t('echoes', { count: given.golden.posts })}
      </span>
      <StatusChip status={given.status} />
    </Radio>
  )
}

/** Before a word is typed: what is near in place, since that is what most merges are. */
const useFound = (into: CaseWire, text: string) => {
  const q = useDeferredValue(text.trim())
  const near = q === '' && into.golden.area !== null ? { area: into.golden.area.id } : {}
  return useQuery({
    queryKey: ['cases', 'to-merge', q, near],
    queryFn: () => api.cases({ q, ...near, limit: 12, sort: 'recent' }),
    placeholderData: keepPreviousData,
  })
}

const Results = ({
  into,
  text,
  chosen,
  onChoose,
}: {
  into: CaseWire
  text: string
  chosen: string | null
  onChoose: (id: string) => void
}) => {
  const words = useWords()
  const { data, error } = useFound(into, text)
  const found = (data?.items ?? []).filter((one) => one.id !== into.id && one.status !== 'merged')
  if (error !== null) return <p className="field-fault">{sayProblem(error, words)}</p>
  if (data !== undefined && found.length === 0) return <p className="quiet">{words.t('merge.noneFound')}</p>
  return (
    <RadioGroup className="candidates" aria-label={words.t('merge.candidates')} value={chosen} onChange={onChoose}>
      {found.map((one) => (
        <Candidate key={one.id} given={one} />
      ))}
    </RadioGroup>
  )
}

export const MergeSheet = ({ into, onClose }: { into: CaseWire; onClose: () => void }) => {
  const { t } = useWords()
  const { merge } = useCaseActions()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  const run = async () => {
    if (chosen === null) return
    const from = await api.case(chosen).catch(() => null)
    onClose()
    if (from !== null) await merge(into, from)
  }
  return (
    <Sheet title={t('merge.title')} onClose={onClose}>
      <p>{t('merge.explain', { reference: into.reference, title: into.golden.title })}</p>
      <input
        type="search"
        className="input"
        // biome-ignore lint/a11y/noAutofocus: the dialog is opened to search
        autoFocus
        dir={text === '' ? undefined : 'auto'}
        aria-label={t('merge.search')}
        placeholder={t('merge.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Results into={into} text={text} chosen={chosen} onChoose={setChosen} />
      <div className="actions">
        <button type="button" className="button button-main" disabled={chosen === null} onClick={run}>
          {t('merge.run')}
        </button>
        <button type="button" className="button" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </Sheet>
  )
}
