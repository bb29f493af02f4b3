// Starts the dashboard: words, server state and the screen the address names.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api.ts'
import { App } from './app.tsx'
import { WordsProvider } from './i18n.tsx'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/shell.css'
import './styles/wishes.css'

const isWorthRetrying = (failures: number, error: Error) =>
  failures < 2 && (!(error instanceof ApiError) || error.problem.status === 0 || error.problem.status >= 500)

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 15_000, retry: isWorthRetrying, networkMode: 'always' } },
})

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has lost its #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Suspense>
        <WordsProvider>
          <App />
        </WordsProvider>
      </Suspense>
    </QueryClientProvider>
  </StrictMode>,
)
