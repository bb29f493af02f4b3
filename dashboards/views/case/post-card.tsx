// One post in its case: who, where, when, the words, and why it is here.
import ChevronDown from 'lucide-react/icons/chevron-down'
import Forward from 'lucide-react/icons/forward'
import Pencil from 'lucide-react/icons/pencil'
import { useId, useState } from 'react'
import type { CasePostWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Attachments } from '../../parts/media.tsx'
import { PostLine } from '../../parts/post-line.tsx'
import { WordsOf } from '../../parts/words-of.tsx'
import { ReasonCard, useReasonLine } from './reason-card.tsx'
import { Reveal } from './reveal.tsx'

type Props = {
  post: CasePostWire
  others: ReadonlyMap<string, CasePostWire>
  selected: boolean
  onToggle?: (id: string) => void
}

const Remarks = ({ post }: { post: CasePostWire }) => {
  const { t, format } = useWords()
  return (
    <>
      {post.forwarded && (
        <span className="chip">
          <Forward aria-hidden className="turns" /> {t('post.forwarded')}
        </span>
      )}
      {post.editedAt !== null && post.deletedAt === null && (
        <span className="chip" title={format.dateTime(post.editedAt)}>
          <Pencil aria-hidden /> {t('post.edited')}
        </span>
      )}
    </>
  )
}

export const PostCard = ({ post, others, selected, onToggle }: Props) => {
  const { t } = useWords()
  const [open, setOpen] = useState(false)
  const reasonId = useId()
  const reasonLine = useReasonLine()
  const author = post.author?.name ?? t('post.nobody')
  return (
    <article className="post card" data-post={post.id} data-selected={selected} tabIndex={-1} aria-label={author}>
      <header className="post-head">
        {onToggle !== undefined && (
          <input
            type="checkbox"
            className="post-check no-print"
            aria-label={t('post.select', { author })}
            checked={selected}
            onChange={() => onToggle(post.id)}
          />
        )}
        <PostLine post={post} />
        {post.author?.masked && <Reveal author={post.author.id} name={author} />}
        <Remarks post={post} />
      </header>
      {post.withheld ? (
        <p className="post-words quiet">{t('post.withheld')}</p>
      ) : post.deletedAt === null ? (
        <WordsOf text={post.text} lang={post.language} className="post-words" />
      ) : (
        <p className="post-words quiet">{t('post.deleted')}</p>
      )}
      <Attachments post={post} />
      <button
        type="button"
        className="why"
        aria-expanded={open}
        aria-controls={reasonId}
        onClick={() => setOpen(!open)}
      >
        <ChevronDown aria-hidden /> {reasonLine(post.why)}
      </button>
      <div id={reasonId} hidden={!open}>
        {open && <ReasonCard post={post} others={others} />}
      </div>
    </article>
  )
}
