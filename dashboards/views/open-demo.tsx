// The signed-in link of the demo: trades its one-time secret for a session and goes in.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../api.ts'
import { useWords } from '../i18n.tsx'
import { sayProblem } from '../parts/failure.tsx'
import { Link, navigate } from '../router.tsx'
import { Door, tokenOfLink } from './doors/door.tsx'

export const OpenDemo = () => {
  const words = useWords()
  const client = useQueryClient()
  const begun = useRef(false)
  const open = useMutation({
    mutationFn: () => api.openDemo(tokenOfLink()),
    onSuccess: (me) => {
      client.setQueryData(['me'], me)
      navigate('/', 'replace')
    },
  })
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    open.mutate()
  })
  return (
    <Door title={words.t('demo.title')}>
      {open.isError ? (
        <>
          <p role="alert">{sayProblem(open.error, words)}</p>
          <Link href="/" className="button button-main">
            {words.t('signIn.title')}
          </Link>
        </>
      ) : (
        <p role="status">{words.t('loading')}</p>
      )}
    </Door>
  )
}
