// Everything held on a person, as a file to hand over. The log says who took it.
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { HeldWire } from '../../../src/http/contract.ts'
import { privacy } from '../../api-privacy.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { sayProblem } from '../../parts/failure.tsx'
import { AuthorField, type Channel, ChannelPick } from './whom.tsx'

const save = (held: HeldWire) => {
  const address = URL.createObjectURL(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: address, download: 'held.json' })
  link.click()
  URL.revokeObjectURL(address)
}

export const HandOver = () => {
  const words = useWords()
  const { t } = words
  const [channel, setChannel] = useState<Channel>('whatsapp')
  const take = useMutation({
    mutationFn: (author: string) => privacy.held({ channel, author }),
    onSuccess: (held) => {
      if (held.people.length > 0) save(held)
      const key = held.people.length === 0 ? 'held.nobody' : 'held.done'
      notify({ text: t(key, { count: held.posts.length }), tone: 'done' })
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    take.mutate(String(new FormData(event.currentTarget).get('author')).trim())
  }
  return (
    <section className="card account-part" aria-labelledby="held">
      <h2 id="held">{t('held.title')}</h2>
      <p className="quiet">{t('held.lead')}</p>
      <form className="ask" onSubmit={submit}>
        <ChannelPick value={channel} onPick={setChannel} />
        <AuthorField />
        {take.isError && (
          <p className="field-fault" role="alert">
            {sayProblem(take.error, words)}
          </p>
        )}
        <button type="submit" className="button" disabled={take.isPending}>
          {t('held.go')}
        </button>
      </form>
    </section>
  )
}
