// Chooses between the doors (sign in, set up, demo link) and the rooms behind them.
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { ApiError, api } from './api.ts'
import { useWords } from './i18n.tsx'
import { Failure } from './parts/failure.tsx'
import { Shell } from './parts/shell.tsx'
import { Loading } from './parts/skeleton.tsx'
import { type Route, useRoute } from './router.tsx'
import { Me } from './session.ts'

const SignIn = lazy(() => import('./views/sign-in.tsx').then((view) => ({ default: view.SignIn })))
const SetUp = lazy(() => import('./views/set-up.tsx').then((view) => ({ default: view.SetUp })))
const OpenDemo = lazy(() => import('./views/open-demo.tsx').then((view) => ({ default: view.OpenDemo })))
const WorkList = lazy(() => import('./views/work-list.tsx').then((view) => ({ default: view.WorkList })))
const CasePage = lazy(() => import('./views/case-page.tsx').then((view) => ({ default: view.CasePage })))
const Review = lazy(() => import('./views/review.tsx').then((view) => ({ default: view.Review })))
const NoCase = lazy(() => import('./views/no-case.tsx').then((view) => ({ default: view.NoCase })))
const Replies = lazy(() => import('./views/replies.tsx').then((view) => ({ default: view.Replies })))
const MapView = lazy(() => import('./views/map.tsx').then((view) => ({ default: view.MapView })))
const Report = lazy(() => import('./views/report.tsx').then((view) => ({ default: view.Report })))
const Trends = lazy(() => import('./views/trends.tsx').then((view) => ({ default: view.Trends })))
const Channels = lazy(() => import('./views/channels.tsx').then((view) => ({ default: view.Channels })))
const Appearance = lazy(() => import('./views/appearance.tsx').then((view) => ({ default: view.Appearance })))
const Alerts = lazy(() => import('./views/alerts.tsx').then((view) => ({ default: view.Alerts })))
const House = lazy(() => import('./views/house.tsx').then((view) => ({ default: view.House })))
const Lab = lazy(() => import('./views/lab.tsx').then((view) => ({ default: view.Lab })))
const Welcome = lazy(() => import('./views/welcome.tsx').then((view) => ({ default: view.Welcome })))
const People = lazy(() => import('./views/people.tsx').then((view) => ({ default: view.People })))
const Account = lazy(() => import('./views/account.tsx').then((view) => ({ default: view.Account })))
const Audit = lazy(() => import('./views/audit.tsx').then((view) => ({ default: view.Audit })))
const Privacy = lazy(() => import('./views/privacy.tsx').then((view) => ({ default: view.Privacy })))
const MustSetFactor = lazy(() =>
  import('./views/account/must-set.tsx').then((view) => ({ default: view.MustSetFactor })),
)
const NotFound = lazy(() => import('./views/not-found.tsx').then((view) => ({ default: view.NotFound })))

const Room = ({ route }: { route: Route }) => {
  if (route.name === 'case') return <CasePage key={route.id} id={route.id} />
  if (route.name === 'review') return <Review />
  if (route.name === 'no-case') return <NoCase />
  if (route.name === 'replies') return <Replies />
  if (route.name === 'map') return <MapView />
  if (route.name === 'report') return <Report />
  if (route.name === 'trends') return <Trends />
  if (route.name === 'channels') return <Channels />
  if (route.name === 'alerts') return <Alerts />
  if (route.name === 'lab') return <Lab />
  if (route.name === 'house') return <House />
  if (route.name === 'welcome') return <Welcome />
  if (route.name === 'people') return <People />
  if (route.name === 'account') return <Account />
  if (route.name === 'audit') return <Audit />
  if (route.name === 'privacy') return <Privacy />
  if (route.name === 'settings') return <Appearance />
  if (route.name === 'not-found') return <NotFound />
  return <WorkList />
}

const Rooms = ({ route }: { route: Route }) => {
  const me = useQuery({ queryKey: ['me'], queryFn: api.me, staleTime: Number.POSITIVE_INFINITY })
  if (me.isPending) return <Loading />
  if (me.isError) {
    const signedOut = me.error instanceof ApiError && me.error.problem.status === 401
    return signedOut ? <SignIn /> : <Failure error={me.error} retry={() => me.refetch()} />
  }
  return (
    <Me value={me.data}>
      {me.data.mustSetSecondFactor ? (
        <MustSetFactor />
      ) : (
        <Shell route={route}>
          <Suspense fallback={<Loading />}>
            <Room route={route} />
          </Suspense>
        </Shell>
      )}
    </Me>
  )
}

export const App = () => {
  const { locale } = useWords()
  const route = useRoute()
  return (
    <I18nProvider locale={locale}>
      <Suspense fallback={<Loading />}>
        {route.name === 'setup' ? <SetUp /> : route.name === 'demo' ? <OpenDemo /> : <Rooms route={route} />}
      </Suspense>
    </I18nProvider>
  )
}
