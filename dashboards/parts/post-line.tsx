// Who said it, on which channel, how, and when: the first line of every post.
import type { PostWire } from '../../src/http/contract.ts'
import { useNow } from '../clock.ts'
import { useWords } from '../i18n.tsx'
import { ChannelMark } from './channel.tsx'
import { Dot } from './place.tsx'
import './post-line.css'

export const PostLine = ({ post }: { post: PostWire }) => {
  const { t, code, format } = useWords()
  const now = useNow()
  return (
    <p className="post-line">
      <ChannelMark channel={post.channel} />
      <bdi className="post-author">{post.author?.name ?? t('post.nobody')}</bdi>
      <span className="quiet">
        {code(`channel.${post.channel}`, 'channel.other')}
        <Dot />
        {code(`surface.${post.kind}`, 'surface.post')}
        <Dot />
        <time dateTime={post.createdAt} title={format.dateTime(post.createdAt)}>
          {format.time(post.createdAt)}
          <span className="post-ago"> ({format.relative(post.createdAt, now)})</span>
        </time>
      </span>
    </p>
  )
}
