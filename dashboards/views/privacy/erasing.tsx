// Erasing: count first, confirm the count, and see how far each request has come. There is no way back, and the screen says so.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ErasureBodyWire, ErasureCountWire, ErasureWire } from '../../../src/http/contract.ts'
import type { Page } from '../../api.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Pick } from '../../parts/pick.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { Form } from '../people/form.tsx'
import { AuthorField, type Channel, ChannelPick } from './whom.tsx'

type Counted = { readonly subject: ErasureBodyWire; readonly count: ErasureCountWire }

const Confirm = ({ counted, onClose }: { counted: Counted; onClose: () => void }) => {
  const { t } = useWords()
  const client = useQueryClient()
  const run = async () => {
    const { posts, people, clean } = await privacy.erase(counted.subject)
    notify({ text: t(clean ? 'erasing.done' : 'erasing.doneSoon', { posts, people }), tone: 'done' })
    onClose()
    await client.invalidateQueries()
  }
  const { people, posts } = counted.count
  return (
    <Sheet title={t('erasing.confirm')} onClose={onClose}>
      <Form go={t('erasing.go')} run={run} onClose={onClose}>
        <p>{t('erasing.would', { people, posts })}</p>
        <p className="quiet">{t(people + posts === 0 ? 'erasing.nobody' : 'erasing.forGood')}</p>
      </Form>
    </Sheet>
  )
}

const useAsking = () => {
  const words = useWords()
  const [counted, setCounted] = useState<Counted | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const ask = async (subject: ErasureBodyWire) => {
    setFault(null)
    try {
      setCounted({ subject, count: await privacy.count(subject) })
    } catch (error) {
      setFault(sayProblem(error, words))
    }
  }
  return { counted, fault, ask, close: () => setCounted(null) }
}

const Ask = () => {
  const { t } = useWords()
  const [what, setWhat] = useState<'person' | 'case'>('person')
  const [channel, setChannel] = useState<Channel>('whatsapp')
  const { counted, fault, ask, close } = useAsking()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const of = (name: string) => String(new FormData(event.currentTarget).get(name) ?? '').trim()
    void ask(what === 'case' ? { case: of('case') } : { channel, author: of('author') })
  }
  return (
    <form className="ask" onSubmit={submit}>
      <Pick
        block
        label={t('erasing.what')}
        value={what}
        none="person"
        choices={[
          ['person', t('erasing.person')],
          ['case', t('erasing.case')],
        ]}
        onPick={(given) => setWhat(given === 'case' ? 'case' : 'person')}
      />
      {what === 'person' ? (
        <>
          <ChannelPick value={channel} onPick={setChannel} />
          <AuthorField />
        </>
      ) : (
        <label className="field">
          <span className="field-label">{t('erasing.reference')}</span>
          <input className="input" name="case" dir="ltr" required maxLength={64} autoComplete="off" />
        </label>
      )}
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" className="button">
        {t('erasing.count')}
      </button>
      {counted !== null && <Confirm counted={counted} onClose={close} />}
    </form>
  )
}

const Row = ({ one }: { one: ErasureWire }) => {
  const { t, format } = useWords()
  return (
    <li className="access-row">
      <span className="access-what">
        <b>{t('erasing.posts', { count: one.posts })}</b>
        <span className="quiet">
          {t(`erasing.origin.${one.origin}`)}
          {one.by !== null && one.origin === 'person' && (
            <>
              {' '}
              · <bdi>{one.by}</bdi>
            </>
          )}
        </span>
      </span>
      <span className="actions">
        <span className={one.state === 'done' ? 'chip tone-leaf' : 'chip tone-coral'}>
          {t(`erasing.state.${one.state}`)}
        </span>
        <time className="quiet" dateTime={one.doneAt ?? one.askedAt}>
          {format.dateTime(one.doneAt ?? one.askedAt)}
        </time>
      </span>
    </li>
  )
}

export const Erasing = () => {
  const { t } = useWords()
  const query = useInfiniteQuery({
    queryKey: ['erasures'],
    queryFn: ({ pageParam }) => privacy.erasures(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Page<ErasureWire>) => page.next,
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section className="card account-part" aria-labelledby="erasing">
      <h2 id="erasing">{t('erasing.title')}</h2>
      <p className="quiet">{t('erasing.lead')}</p>
      <Ask />
      {items.length > 0 && (
        <ul className="access-list">
          {items.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
    </section>
  )
}
