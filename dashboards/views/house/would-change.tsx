// What an addition would change: how many posts and cases, and ten of them with the words marked, as they are read and as they
// would be. Only then is it switched on.
import type { WouldChangeWire } from '../../../src/http/contract.ts'
import { useWords } from '../../i18n.tsx'
import { Form } from '../../parts/form.tsx'
import { PostLine } from '../../parts/post-line.tsx'
import { Sheet } from '../../parts/sheet.tsx'
import { WordsOf } from '../../parts/words-of.tsx'
import { Link } from '../../router.tsx'
import type { Asked } from './new-addition.tsx'
import { useSwitched } from './use-switched.ts'

type Example = WouldChangeWire['examples'][number]

const useReading = () => {
  const { t, both } = useWords()
  return ({ places, topic, problems }: Example['before']): string => {
    const said = [...places.map(both), ...(topic === null ? [] : [both(topic)]), ...problems.map(both)]
    return said.length === 0 ? t('additions.readNothing') : [...new Set(said)].join(t('additions.and'))
  }
}

const Read = ({ one }: { one: Example }) => {
  const { t } = useWords()
  const reading = useReading()
  return (
    <li className="card would">
      <PostLine post={one.post} />
      <WordsOf
        text={one.post.text}
        lang={one.post.language}
        marks={one.spans.map((span) => ({ ...span, aspect: 'place' }))}
      />
      <dl className="would-read">
        <div>
          <dt>{t('additions.before')}</dt>
          <dd>{reading(one.before)}</dd>
        </div>
        <div>
          <dt>{t('additions.after')}</dt>
          <dd>{reading(one.after)}</dd>
        </div>
      </dl>
      {one.reference !== null && (
        <p className="quiet">
          <Link href={`/cases/${one.post.caseId}`}>
            <bdi>{one.reference}</bdi>
          </Link>
        </p>
      )}
    </li>
  )
}

type Props = Asked & { readonly would: WouldChangeWire; readonly onClose: () => void }

export const WouldChange = ({ name, go, would, run, look, onClose }: Props) => {
  const { t, format } = useWords()
  const switched = useSwitched()
  const { looked, since, said, changed, cases, examples } = would
  const work = async () => {
    await switched(await run(), 'add' in look)
    onClose()
  }
  return (
    <Sheet title={t('additions.would', { name })} onClose={onClose} wide>
      <Form go={go} run={work} onClose={onClose}>
        <p>
          {t('additions.said', { said })} {said > 0 && t('additions.changed', { changed })}
          {changed > 0 && <> {t('additions.cases', { cases })}</>}
        </p>
        <p className="quiet">{t('additions.looked', { looked, since: format.day(since) })}</p>
        {said === 0 && <p className="quiet">{t('additions.nobody')}</p>}
      </Form>
      <ul className="would-list">
        {examples.map((one) => (
          <Read key={one.post.id} one={one} />
        ))}
      </ul>
    </Sheet>
  )
}
