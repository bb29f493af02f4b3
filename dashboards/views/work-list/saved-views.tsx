// One's own views of the list: kept under a name, one press away on any machine.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import Bookmark from 'lucide-react/icons/bookmark'
import X from 'lucide-react/icons/x'
import { type FormEvent, useState } from 'react'
import { desk } from '../../api-desk.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { notifyFailure } from '../../parts/failure.tsx'
import { Link } from '../../router.tsx'
import { addressOf, countChosen, type Filters } from './filters.ts'

const queryOf = (filters: Filters) => addressOf(filters).replace(/^\/\??/, '')

const useViews = () => {
  const words = useWords()
  const client = useQueryClient()
  const query = useQuery({ queryKey: ['views'], queryFn: desk.views, staleTime: 60_000 })
  const run = async (work: () => Promise<unknown>, said: string) => {
    try {
      await work()
      await client.invalidateQueries({ queryKey: ['views'] })
      notify({ text: said, tone: 'done' })
    } catch (error) {
      notifyFailure(error, words)
    }
  }
  return { views: query.data?.items ?? [], run }
}

export const SavedViews = ({ filters }: { filters: Filters }) => {
  const { t } = useWords()
  const { views, run } = useViews()
  const [naming, setNaming] = useState(false)
  const here = queryOf(filters)
  const isWorthKeeping = (countChosen(filters) > 0 || filters.q !== '') && views.every(({ query }) => query !== here)
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (name === '') return
    setNaming(false)
    await run(() => desk.saveView(name, here), t('views.saved', { name }))
  }
  if (views.length === 0 && !isWorthKeeping) return null
  return (
    <nav className="views" aria-label={t('views.label')}>
      {views.map(({ id, name, query }) => (
        <span key={id} className="view chip" data-here={query === here}>
          <Link href={query === '' ? '/' : `/?${query}`} aria-current={query === here ? 'true' : undefined}>
            <bdi>{name}</bdi>
          </Link>
          <button
            type="button"
            className="view-drop"
            aria-label={t('views.drop', { name })}
            onClick={() => run(() => desk.dropView(id), t('views.dropped', { name }))}
          >
            <X aria-hidden />
          </button>
        </span>
      ))}
      {isWorthKeeping && !naming && (
        <button type="button" className="button button-small button-bare" onClick={() => setNaming(true)}>
          <Bookmark aria-hidden /> {t('views.save')}
        </button>
      )}
      {naming && (
        <form className="view-form" onSubmit={save}>
          <input
            className="input"
            name="name"
            maxLength={60}
            required
            ref={(input) => input?.focus()}
            aria-label={t('views.name')}
            placeholder={t('views.name')}
          />
          <button type="submit" className="button button-small button-main">
            {t('save')}
          </button>
          <button type="button" className="button button-small button-bare" onClick={() => setNaming(false)}>
            {t('cancel')}
          </button>
        </form>
      )}
    </nav>
  )
}
