// Whom a request is about: the channel, and the id, number or handle he wrote under there.
import type { ErasureBodyWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Pick } from '../../parts/pick.tsx'

export type Channel = Extract<ErasureBodyWire, { author: string }>['channel']
export const channels = ['whatsapp', 'instagram', 'x', 'chat-export', 'generic'] as const satisfies readonly Channel[]

export const ChannelPick = ({ value, onPick }: { value: Channel; onPick: (channel: Channel) => void }) => {
  const { t } = useWords()
  return (
    <Pick
      block
      label={t('privacy.channel')}
      value={value}
      choices={channels.map((name) => [name, t(`channel.${name}`)])}
      onPick={(given) => onPick(channels.find((name) => name === given) ?? value)}
    />
  )
}

export const authorOf = (given: FormData) => String(given.get('author')).trim()

export const AuthorField = () => {
  const { t } = useWords()
  return (
    <label className="field">
      <span className="field-label">{t('privacy.author')}</span>
      <input className="input" name="author" dir="ltr" required maxLength={200} autoComplete="off" />
      <span className="quiet">{t('privacy.authorHint')}</span>
    </label>
  )
}
