// How loud a case is: the mark of Sada with as many arcs as the echoes fill, and the number beside it.
import type { CaseWire } from '../../src/http/contract.ts'
import { useWords } from '../i18n.tsx'
import { ByChannel } from './channel.tsx'
import './echoes.css'

const arcs = ['M12.4 11a7 7 0 0 1 0 10', 'M16.6 7.6a11.8 11.8 0 0 1 0 16.8', 'M20.8 4.2a16.7 16.7 0 0 1 0 23.6']
const loudness = (posts: number) => (posts >= 10 ? 3 : posts >= 4 ? 2 : posts >= 2 ? 1 : 0)

export const EchoLevel = ({ posts }: { posts: number }) => (
  <svg className="echo-mark echo-level" viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="7" cy="16" r="3.2" className="echo-voice" />
    {arcs.map((path, index) => (
      <path key={path} d={path} className={index < loudness(posts) ? 'echo-heard' : 'echo-silent'} />
    ))}
  </svg>
)

export const Echoes = ({ golden }: { golden: CaseWire['golden'] }) => {
  const { t } = useWords()
  return (
    <span className="echoes">
      <EchoLevel posts={golden.posts} />
      <span className="echoes-words">
        <span className="echoes-count">{t('echoes', { count: golden.posts })}</span>
        <span className="quiet">
          <ByChannel counts={golden.byChannel} />
        </span>
      </span>
    </span>
  )
}
