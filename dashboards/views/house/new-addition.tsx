// Another name of an area, a new landmark, or a word for a topic: what is meant is chosen, what is said is typed.
import { useState } from 'react'
import type {
  AdditionBodyWire,
  AdditionMadeWire,
  AdditionPreviewWire,
  AdditionsWire,
  ReferenceWire,
} from '../../../src/http/contract.ts'
import { rules } from '../../api-rules.ts'
import { useWords } from '../../i18n.tsx'
import { Form } from '../../parts/form.tsx'
import { type Choice, PickField } from '../../parts/pick.tsx'
import { Tick } from '../../parts/tick.tsx'
import { useReference } from '../../queries.ts'

export type Asked = {
  readonly name: string
  readonly go: string
  readonly look: AdditionPreviewWire
  readonly run: () => Promise<AdditionMadeWire>
}

const kinds = ['place', 'landmark', 'matter'] as const
type Kind = (typeof kinds)[number]
type Named = { readonly id: string; readonly ar: string; readonly en: string }

const useChoices = () => {
  const { both, locale } = useWords()
  return (named: readonly Named[]): readonly Choice[] =>
    named.map((one): Choice => [one.id, both(one)]).toSorted(([, a], [, b]) => a.localeCompare(b, locale))
}

type Meaning = { readonly area: string; readonly topic: string; readonly problem: string }
type MeaningProps = {
  kind: Kind
  meaning: Meaning
  onPick: (meaning: Meaning) => void
  reference: ReferenceWire | undefined
  problems: AdditionsWire['problems']
}

const MeaningFields = ({ kind, meaning, onPick, reference, problems }: MeaningProps) => {
  const { t } = useWords()
  const choices = useChoices()
  const blank: Choice = ['', t('additions.choose')]
  if (kind !== 'matter')
    return (
      <PickField
        label={t(kind === 'place' ? 'additions.area' : 'additions.stands')}
        value={meaning.area}
        choices={[blank, ...choices(reference?.areas ?? [])]}
        onPick={(area) => onPick({ ...meaning, area })}
      />
    )
  return (
    <>
      <PickField
        label={t('additions.topic')}
        value={meaning.topic}
        choices={[blank, ...choices((reference?.topics ?? []).filter(({ retired }) => !retired))]}
        onPick={(topic) => onPick({ ...meaning, topic, problem: '' })}
      />
      <PickField
        label={t('additions.problem')}
        value={meaning.problem}
        disabled={meaning.topic === ''}
        choices={[['', t('additions.anyProblem')], ...choices(problems.filter(({ topic }) => topic === meaning.topic))]}
        onPick={(problem) => onPick({ ...meaning, problem })}
      />
    </>
  )
}

const bodyOf = (kind: Kind, given: FormData, { area, topic, problem }: Meaning): AdditionBodyWire => {
  const said = { name: String(given.get('name')).trim(), word: given.get('word') !== null }
  if (kind === 'landmark') return { kind, area, ...said }
  return { kind, means: kind === 'place' ? area : problem || topic, ...said }
}

export const NewAddition = ({
  problems,
  onAsk,
}: {
  problems: AdditionsWire['problems']
  onAsk: (asked: Asked) => Promise<void>
}) => {
  const { t } = useWords()
  const [kind, setKind] = useState<Kind>('place')
  const [meaning, setMeaning] = useState<Meaning>({ area: '', topic: '', problem: '' })
  const reference = useReference().data
  const run = (given: FormData) => {
    const body = bodyOf(kind, given, meaning)
    return onAsk({ name: body.name, go: t('additions.switchOn'), look: { add: body }, run: () => rules.add(body) })
  }
  return (
    <Form go={t('additions.look')} run={run} aside>
      <PickField
        label={t('additions.what')}
        value={kind}
        none="place"
        choices={kinds.map((one) => [one, t(`additions.kind.${one}`)])}
        onPick={(given) => setKind(kinds.find((one) => one === given) ?? 'place')}
      />
      <label className="field">
        <span className="field-label">{t('additions.name')}</span>
        <input className="input" name="name" required minLength={2} maxLength={60} dir="auto" autoComplete="off" />
        <span className="quiet">{t(`additions.example.${kind}`)}</span>
      </label>
      <MeaningFields kind={kind} meaning={meaning} onPick={setMeaning} reference={reference} problems={problems} />
      <Tick name="word">{t('additions.word')}</Tick>
    </Form>
  )
}
