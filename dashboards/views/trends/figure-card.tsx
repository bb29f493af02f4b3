// A chart with its figures: a table for those who read, CSV and a picture to take along.
import Download from 'lucide-react/icons/download'
import Image from 'lucide-react/icons/image'
import type { ReactNode } from 'react'
import type { Table } from '../../csv.ts'
import { saveCsv, savePicture } from '../../export.ts'
import { useWords } from '../../i18n.tsx'
import { Figures } from '../../parts/figures.tsx'

type Props = {
  readonly name: string
  readonly title: string
  readonly table: Table
  readonly open?: boolean
  readonly children?: ReactNode
}

export const FigureCard = ({ name, title, table, open = false, children }: Props) => {
  const { t } = useWords()
  return (
    <section className="card figure" aria-label={title}>
      <header className="figure-head">
        <h2>{title}</h2>
        <span className="actions no-print">
          <button type="button" className="button button-small button-bare" onClick={() => saveCsv(name, table)}>
            <Download aria-hidden /> {t('export.csv')}
          </button>
          <button
            type="button"
            className="button button-small button-bare"
            onClick={() => savePicture(name, title, table)}
          >
            <Image aria-hidden /> {t('export.png')}
          </button>
        </span>
      </header>
      {children}
      <details className="echo-table" open={open}>
        <summary>{t('trends.table')}</summary>
        <Figures title={title} table={table} />
      </details>
    </section>
  )
}
