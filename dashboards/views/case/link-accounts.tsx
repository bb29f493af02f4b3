// The same citizen on two channels: ask both accounts; only their owner's answer from both joins them.
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { AuthorWire, CaseWire } from '../../../src/http/contract.ts'
import { replying } from '../../api-replies.ts'
import { useWords } from '../../i18n.tsx'
import { LinkRow } from '../../parts/link-row.tsx'
import { Pick } from '../../parts/pick.tsx'
import { useCasePosts } from '../../queries.ts'
import { useMay } from '../../session.ts'
import { usePress } from '../../use-press.ts'

const useAuthors = (id: string): readonly AuthorWire[] => {
  const { data } = useCasePosts(id)
  const authors = data?.pages.flatMap(({ items }) => items).flatMap(({ author }) => author ?? []) ?? []
  return [...new Map(authors.map((author) => [author.id, author])).values()]
}

const Ask = ({ given, authors }: { given: CaseWire; authors: readonly AuthorWire[] }) => {
  const { t, code } = useWords()
  const { busy, press } = usePress([['links'], ['case', given.id, 'links']])
  const [one, setOne] = useState('')
  const [two, setTwo] = useState('')
  const first = authors.find(({ id }) => id === one)
  const others = authors.filter(({ channel }) => first !== undefined && channel !== first.channel)
  const named = (some: readonly AuthorWire[]) =>
    some.map(
      ({ id, channel, name }) =>
        [id, `${code(`channel.${channel}`, 'channel.other')} · ${name ?? t('post.nobody')}`] as const,
    )
  const ready = first !== undefined && others.some(({ id }) => id === two)
  return (
    <div className="actions">
      <Pick
        label={t('links.one')}
        value={one}
        choices={[['', t('links.one')], ...named(authors)]}
        onPick={(next) => {
          setOne(next)
          setTwo('')
        }}
      />
      <Pick
        label={t('links.two')}
        value={two}
        disabled={first === undefined}
        choices={[['', t('links.two')], ...named(others)]}
        onPick={setTwo}
      />
      <button
        type="button"
        className="button"
        disabled={busy || !ready}
        onClick={press(() => replying.link(given.id, { one, two, preferred: one }), t('links.asked'))}
      >
        {t('links.ask')}
      </button>
    </div>
  )
}

export const LinkAccounts = ({ given }: { given: CaseWire }) => {
  const { t } = useWords()
  const heading = useId()
  const may = useMay('person.link')
  const authors = useAuthors(given.id)
  const { data } = useQuery({
    queryKey: ['case', given.id, 'links'],
    queryFn: () => replying.caseLinks(given.id),
  })
  const links = data?.items ?? []
  const channels = new Set(authors.map(({ channel }) => channel))
  if (links.length === 0 && (!may || channels.size < 2)) return null
  return (
    <section className="card composer-card" aria-labelledby={heading}>
      <h2 id={heading} className="sent-title">
        {t('links.title')}
      </h2>
      <p className="quiet">{t('links.askWhy')}</p>
      {links.length > 0 && (
        <ul className="bare">
          {links.map((one) => (
            <LinkRow key={one.id} link={one} may={may} />
          ))}
        </ul>
      )}
      {may && channels.size > 1 && <Ask given={given} authors={authors} />}
    </section>
  )
}
