// Everything held on a person, as a file to hand over. The log says who took it.
import { useState } from 'react'
import { privacy } from '../../api-privacy.ts'
import { save } from '../../export.ts'
import { useWords } from '../../i18n.tsx'
import { notify } from '../../notices.ts'
import { Form } from '../../parts/form.tsx'
import { Part } from '../../parts/part.tsx'
import { AuthorField, authorOf, type Channel, ChannelPick } from './whom.tsx'

export const HandOver = () => {
  const { t } = useWords()
  const [channel, setChannel] = useState<Channel>('whatsapp')
  const run = async (given: FormData) => {
    const held = await privacy.held({ channel, author: authorOf(given) })
    if (held.people.length > 0)
      save(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }), 'held.json')
    const key = held.people.length === 0 ? 'held.nobody' : 'held.done'
    notify({ text: t(key, { count: held.posts.length }), tone: 'done' })
  }
  return (
    <Part name="held" title={t('held.title')} lead={t('held.lead')}>
      <Form go={t('held.go')} run={run} aside>
        <ChannelPick value={channel} onPick={setChannel} />
        <AuthorField />
      </Form>
    </Part>
  )
}
