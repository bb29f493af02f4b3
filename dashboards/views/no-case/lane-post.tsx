// One post of the lane, with what may be done about it.
import MessageSquareReply from 'lucide-react/icons/message-square-reply'
import Plus from 'lucide-react/icons/plus'
import ShieldX from 'lucide-react/icons/shield-x'
import Siren from 'lucide-react/icons/siren'
import type { PostWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Attachments } from '../../parts/media.tsx'
import { PostLine } from '../../parts/post-line.tsx'
import { WordsOf } from '../../parts/words-of.tsx'
import type { Lane } from '../../queries.ts'
import { useMay } from '../../session.ts'
import type { LaneActions } from './use-lane-actions.ts'

type Props = { post: PostWire; side: Lane; actions: LaneActions | null }

export const LanePost = ({ post, side, actions }: Props) => {
  const { t, code } = useWords()
  const mayReply = useMay('reply.send')
  return (
    <li className="lane-post" data-post={post.id} tabIndex={-1}>
      <div className="lane-said">
        <div className="lane-line">
          <PostLine post={post} />
          {post.reportKind !== null && (
            <span className="chip">{code(`report.${post.reportKind}`, 'report.other')}</span>
          )}
        </div>
        <WordsOf text={post.text} lang={post.language} />
        <Attachments post={post} />
      </div>
      {actions !== null && (
        <div className="lane-acts">
          <button type="button" className="button button-small" onClick={() => actions.make(post)}>
            <Plus aria-hidden /> {t('lane.make')} <kbd aria-hidden>C</kbd>
          </button>
          <button
            type="button"
            className="button button-small button-bare"
            onClick={() => actions.make(post, 'emergency')}
          >
            <Siren aria-hidden /> {t('kind.emergency')} <kbd aria-hidden>E</kbd>
          </button>
          {mayReply && side === 'waiting' && (
            <button type="button" className="button button-small button-bare" onClick={() => actions.answer(post)}>
              <MessageSquareReply aria-hidden /> {t('lane.answer')} <kbd aria-hidden>R</kbd>
            </button>
          )}
          <button
            type="button"
            className="button button-small button-bare"
            onClick={() => actions.spam(post, side === 'waiting')}
          >
            <ShieldX aria-hidden /> {t(side === 'waiting' ? 'lane.toSpam' : 'lane.fromSpam')} <kbd aria-hidden>S</kbd>
          </button>
        </div>
      )}
    </li>
  )
}
