// A channel as a small mark with its name for those who do not see it.
import FileText from 'lucide-react/icons/file-text'
import Radio from 'lucide-react/icons/radio'
import { useWords } from '../i18n.tsx'

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, strokeLinecap: 'round' as const }

const WhatsApp = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" {...stroke} strokeLinejoin="round">
    <path d="M4 20l1.3-4.2A8.5 8.5 0 1 1 8.4 19z" />
    <path
      d="M9.2 8.6c-.6 2.6 3.4 6.9 6.2 6.200l.6-1.7-2-1.1-1 .9c-.8-.4-1.5-1.1-1.9-1.900l.9-1-1.1-2z"
      fill="currentColor"
      stroke="none"
    />
  </svg>
)
const X = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" {...stroke} strokeWidth={2.4}>
    <path d="M5 4.5 19 19.500M19 4.5 5 19.5" />
  </svg>
)
const Instagram = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" {...stroke}>
    <rect x="4" y="4" width="16" height="16" rx="5" />
    <circle cx="12" cy="12" r="3.7" />
    <circle cx="16.6" cy="7.4" r="1.2" fill="currentColor" stroke="none" />
  </svg>
)

const marks: Readonly<Record<string, { readonly mark: () => React.JSX.Element; readonly tone: string }>> = {
  whatsapp: { mark: WhatsApp, tone: 'of-whatsapp' },
  'chat-export': { mark: WhatsApp, tone: 'of-whatsapp' },
  x: { mark: X, tone: 'of-x' },
  instagram: { mark: Instagram, tone: 'of-instagram' },
  import: { mark: () => <FileText aria-hidden />, tone: 'of-other' },
}
const other = { mark: () => <Radio aria-hidden />, tone: 'of-other' }

/** Order in which people expect to meet the channels. */
export const channels = ['whatsapp', 'x', 'instagram', 'chat-export', 'import', 'generic', 'replay'] as const

export const ChannelMark = ({ channel }: { channel: string }) => {
  const { mark: Mark, tone } = marks[channel] ?? other
  return (
    <span className={`channel-mark ${tone}`}>
      <Mark />
    </span>
  )
}

export const ChannelName = ({ channel }: { channel: string }) => {
  const { code } = useWords()
  return (
    <span className="channel">
      <ChannelMark channel={channel} /> {code(`channel.${channel}`, 'channel.other')}
    </span>
  )
}

/** Echoes by channel: mark and number, the name for screen readers. */
export const ByChannel = ({ counts }: { counts: Readonly<Record<string, number>> }) => {
  const { code, format } = useWords()
  const given = Object.entries(counts).filter(([, count]) => count > 0)
  const rank = (name: string) => (channels as readonly string[]).indexOf(name) + 1 || channels.length + 1
  return (
    <span className="by-channel">
      {given
        .sort(([a], [b]) => rank(a) - rank(b))
        .map(([channel, count]) => (
          <span key={channel} className="by-channel-one">
            <ChannelMark channel={channel} />
            <span className="unseen">{code(`channel.${channel}`, 'channel.other')} </span>
            <span className="number">{format.number(count)}</span>
          </span>
        ))}
    </span>
  )
}
