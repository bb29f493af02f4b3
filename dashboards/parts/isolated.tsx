// A citizen's sentence with its handles, links and phone numbers reading left to right, as they do everywhere.
import { Fragment } from 'react'

const runs = /(@[\w.]+|#[A-Za-z0-9_]+|https?:\/\/\S+|\+?\d[\d -]{5,}\d)/

export const Isolated = ({ text }: { text: string }) =>
  text.split(runs).map((run, index) => {
    const key = `${index} ${run}`
    return index % 2 === 0 ? (
      <Fragment key={key}>{run}</Fragment>
    ) : (
      <bdi key={key} dir="ltr">
        {run}
      </bdi>
    )
  })

export const Title = ({ text }: { text: string }) => (
  <bdi className="title">
    <Isolated text={text} />
  </bdi>
)
