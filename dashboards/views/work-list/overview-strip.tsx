// The header of the work list: what came in, what it became, what waits for a person.
import { useWords } from '../../i18n.tsx'
import { ByChannel } from '../../parts/channel.tsx'
import { EchoMark } from '../../parts/echo-mark.tsx'
import { useOverview } from '../../queries.ts'
import { Link } from '../../router.tsx'

export const OverviewStrip = () => {
  const { t, format } = useWords()
  const { data } = useOverview()
  if (data === undefined) return <div className="strip card strip-coming" aria-hidden="true" />
  return (
    <section className="strip card" aria-label={t('overview.label')}>
      <div className="strip-heard">
        <p className="strip-number">{t('overview.posts', { count: data.posts })}</p>
        <p className="quiet">
          <ByChannel counts={data.byChannel} />
        </p>
      </div>
      <EchoMark className="strip-mark" />
      <div className="strip-heard">
        <p className="strip-number">{t('overview.cases', { count: data.cases })}</p>
        <p className="quiet">{t('overview.perCase', { count: format.decimal(data.echoesPerCase) })}</p>
      </div>
      <ul className="strip-work">
        <li>
          <b className="number">{format.number(data.openCases)}</b> {t('overview.open')}
        </li>
        <li>
          <Link href="/review">
            <b className="number">{format.number(data.pendingReviews)}</b> {t('overview.reviews')}
          </Link>
        </li>
        <li>
          <Link href="/no-case">
            <b className="number">{format.number(data.noCase)}</b> {t('overview.noCase')}
          </Link>
        </li>
        {data.waiting > 0 && (
          <li>
            <b className="number">{format.number(data.waiting)}</b> {t('overview.waiting')}
          </li>
        )}
      </ul>
    </section>
  )
}
