// Two accounts and how far it is settled that they are one person's.
import type { LinkWire } from '../../src/http/contract.ts'
import { replying } from '../api-replies.ts'
import { useWords } from '../i18n.tsx'
import { ChannelName } from './channel.tsx'
import { PressButton } from './press-button.tsx'

const Side = ({ author, preferred }: { author: LinkWire['one']; preferred: boolean }) => {
  const { t } = useWords()
  return (
    <span>
      {author !== null && <ChannelName channel={author.channel} />} <bdi>{author?.name ?? t('post.nobody')}</bdi>
      {preferred && <span className="quiet"> ({t('links.preferred')})</span>}
    </span>
  )
}

export const LinkRow = ({ link, may }: { link: LinkWire; may: boolean }) => {
  const { t, format } = useWords()
  const confirmed = Number(link.confirmed.one) + Number(link.confirmed.two)
  return (
    <li>
      <p className="actions">
        <Side author={link.one} preferred={link.preferred === link.one?.id} />
        <span aria-hidden>+</span>
        <Side author={link.two} preferred={link.preferred === link.two?.id} />
      </p>
      <p className="actions">
        <span className={link.state === 'linked' ? 'chip tone-leaf' : 'chip'}>{t(`links.state.${link.state}`)}</span>
        {link.state === 'asked' && (
          <span className="quiet">
            {t('links.confirmed', { count: confirmed })} · {t('links.until', { time: format.dateTime(link.expiresAt) })}
          </span>
        )}
        {may && (
          <PressButton work={() => replying.unlink(link.id)} stale={[['links'], ['case']]} done={t('links.parted')}>
            {t('links.part')}
          </PressButton>
        )}
      </p>
    </li>
  )
}
