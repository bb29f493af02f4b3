// Search and filters above the list. On a phone the filters fold away behind one button that says how many are on.
import ListFilter from 'lucide-react/icons/list-filter'
import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { useEffect, useState } from 'react'
import { useWords } from '../../i18n.tsx'
import { channels } from '../../parts/channel.tsx'
import { type Choice, Pick } from '../../parts/pick.tsx'
import { useReference } from '../../queries.ts'
import { useMe } from '../../session.ts'
import { useNamed } from '../../use-named.ts'
import { choose } from './choose.ts'
import { countChosen, type FilterName, type Filters } from './filters.ts'

const kinds = ['complaint', 'emergency', 'inquiry', 'suggestion'] as const
const statuses = [
  ...(['open', 'in-progress', 'answered', 'solved', 'closed'] as const),
  ...(['received', 'under-study', 'adopted', 'declined', 'told', 'merged'] as const),
]
const sorts = ['recent', 'oldest', 'size'] as const

const useChoices = (): Readonly<Record<Exclude<FilterName, 'q'>, readonly Choice[]>> => {
  const { t } = useWords()
  const { data } = useReference()
  const me = useMe()
  const named = useNamed()
  const others = (data?.users ?? []).filter((user) => user.id !== me.id)
  return {
    status: [
      ['', t('filter.active')],
      ['all', t('filter.all')],
      ...statuses.map((name): Choice => [name, t(`status.${name}`)]),
    ],
    kind: [['', t('filter.kind')], ...kinds.map((name): Choice => [name, t(`kind.${name}`)])],
    agency: [['', t('filter.agency')], ...named(data?.agencies)],
    topic: [['', t('filter.topic')], ...named(data?.topics)],
    area: [['', t('filter.area')], ...named(data?.areas)],
    channel: [['', t('filter.channel')], ...channels.map((name): Choice => [name, t(`channel.${name}`)])],
    owner: [
      ['', t('filter.owner')],
      [me.id, t('filter.mine')],
      ['none', t('filter.unowned')],
      ...others.map((user): Choice => [user.id, user.name]),
    ],
    sort: [['', t('sort.urgency')], ...sorts.map((name): Choice => [name, t(`sort.${name}`)])],
  }
}

type Props = {
  readonly filters: Filters
  /** Enter: to the first of what these words find, as soon as it is there. */
  readonly onEnter: (words: string) => void
}

/** Typing searches after a breath, not at every letter. */
const SearchBox = ({ filters, onEnter }: Props) => {
  const { t } = useWords()
  const [text, setText] = useState(filters.q)
  useEffect(() => setText(filters.q), [filters.q])
  useEffect(() => {
    if (text === filters.q) return
    const timer = setTimeout(() => choose(filters, { q: text }), 250)
    return () => clearTimeout(timer)
  }, [text, filters])
  return (
    <search className="search">
      <Search aria-hidden />
      <input
        id="search"
        type="search"
        className="input"
        dir={text === '' ? undefined : 'auto'}
        enterKeyHint="search"
        aria-label={t('filter.search')}
        placeholder={t('filter.search')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            if (text !== filters.q) choose(filters, { q: text })
            onEnter(text)
          }
          if (event.key !== 'Escape') return
          setText('')
          event.currentTarget.blur()
        }}
      />
      <kbd aria-hidden>/</kbd>
    </search>
  )
}

const order = ['status', 'kind', 'agency', 'topic', 'area', 'channel', 'owner'] as const

export const FilterBar = ({ filters, onEnter }: Props) => {
  const { t, format } = useWords()
  const [open, setOpen] = useState(false)
  const choices = useChoices()
  const chosen = countChosen(filters)
  const clear = () => choose(filters, { ...Object.fromEntries(order.map((name) => [name, ''])), q: '' })
  return (
    <div className="filters" data-open={open}>
      <div className="filters-top">
        <SearchBox filters={filters} onEnter={onEnter} />
        <button type="button" className="button filters-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
          <ListFilter aria-hidden /> {t('filter.fold')}
          {chosen > 0 && <span className="chip tone-accent">{format.number(chosen)}</span>}
        </button>
        <Pick
          label={t('sort.label')}
          value={filters.sort}
          choices={choices.sort}
          onPick={(sort) => choose(filters, { sort })}
        />
      </div>
      <fieldset className="filters-all" aria-label={t('filter.label')}>
        {order.map((name) => (
          <Pick
            key={name}
            label={t(`filter.${name}`)}
            value={filters[name]}
            choices={choices[name]}
            onPick={(value) => choose(filters, { [name]: value })}
          />
        ))}
        {(chosen > 0 || filters.q !== '') && (
          <button type="button" className="button button-small button-bare" onClick={clear}>
            <X aria-hidden /> {t('filter.clear')}
          </button>
        )}
      </fieldset>
    </div>
  )
}
