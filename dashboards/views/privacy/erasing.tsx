// Erasing: count first, confirm the count, and see how far each request has come. There is no way back, and the screen says so.
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ErasureBodyWire, ErasureCountWire, ErasureWire } from '../../../src/http/contract.ts'
import type { Page } from '../../api.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Awaited } from '../../parts/awaited.tsx'
import { Form } from '../../parts/form.tsx'
import { LoadMore } from '../../parts/load-more.tsx'
import { Part } from '../../parts/part.tsx'
import { Pick } from '../../parts/pick.tsx'
import { Rows } from '../../parts/rows.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { AuthorField, authorOf, type Channel, ChannelPick } from './whom.tsx'

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

const subjects = ['person', 'case'] as const

const Ask = () => {
  const { t } = useWords()
  const [what, setWhat] = useState<(typeof subjects)[number]>('person')
  const [channel, setChannel] = useState<Channel>('whatsapp')
  const [counted, setCounted] = useState<Counted | null>(null)
  const run = async (given: FormData) => {
    const subject = what === 'case' ? { case: String(given.get('case')).trim() } : { channel, author: authorOf(given) }
    setCounted({ subject, count: await privacy.count(subject) })
  }
  return (
    <>
      <Form go={t('erasing.count')} run={run} aside>
        <Pick
          block
          label={t('erasing.what')}
          value={what}
          none="person"
          choices={subjects.map((name) => [name, t(`erasing.${name}`)])}
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
      </Form>
      {counted !== null && <Confirm counted={counted} onClose={() => setCounted(null)} />}
    </>
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
  return (
    <Part name="erasing" title={t('erasing.title')} lead={t('erasing.lead')}>
      <Ask />
      <Awaited query={query}>
        {({ pages }) => (
          <Rows of={pages.flatMap((page) => page.items)} none={t('erasing.none')}>
            {(one) => <Row key={one.id} one={one} />}
          </Rows>
        )}
      </Awaited>
      <LoadMore query={query} />
    </Part>
  )
}
