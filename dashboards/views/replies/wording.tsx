// Words that are kept: their name, what is known of them, how they read in each language, and what can be done about them.
import type { ReactNode } from 'react'

type Props = {
  readonly name: string
  readonly texts: Readonly<Record<string, string>>
  readonly marks?: ReactNode
  readonly children?: ReactNode
}

export const Wording = ({ name, texts, marks, children }: Props) => (
  <li>
    <p>
      <b>
        <bdi>{name}</bdi>
      </b>{' '}
      {marks}
    </p>
    {Object.entries(texts).map(([language, text]) => (
      <p key={language} className="words" lang={language.slice(0, 2)} dir="auto">
        {text}
      </p>
    ))}
    {children && <p className="actions">{children}</p>}
  </li>
)
