// Takes figures out of the page: as CSV for sheets, and as a picture for slides.
import { csvOf, type Table } from './csv.ts'

export const save = (blob: Blob, name: string) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export const saveCsv = (name: string, table: Table) =>
  save(new Blob([csvOf(table)], { type: 'text/csv' }), `${name}.csv`)

const wide = 1200
const high = 640
const frame = { left: 90, right: 30, top: 110, bottom: 70 } as const

type Pen = CanvasRenderingContext2D
const colours = ['#0d5a5b', '#c98f3d', '#5a4391'] as const

const legend = (pen: Pen, head: readonly string[], rtl: boolean) => {
  pen.font = '22px "Noto Sans Arabic", sans-serif'
  let x = rtl ? wide - frame.right : frame.left
  head.slice(1, 1 + colours.length).forEach((name, index) => {
    pen.fillStyle = colours[index] ?? '#000'
    pen.fillRect(rtl ? x - 18 : x, 68, 18, 18)
    pen.fillStyle = '#14262a'
    pen.textAlign = rtl ? 'right' : 'left'
    pen.fillText(name, rtl ? x - 26 : x + 26, 84)
    x += (rtl ? -1 : 1) * (pen.measureText(name).width + 60)
  })
}

const bars = (pen: Pen, { head, rows }: Table, rtl: boolean) => {
  const series = head.slice(1, 1 + colours.length).map((_, at) => rows.map((row) => Number(row[at + 1] ?? 0)))
  const top = Math.max(1, ...series.flat())
  const [width, height] = [wide - frame.left - frame.right, high - frame.top - frame.bottom]
  const step = width / Math.max(1, rows.length)
  const every = Math.max(1, Math.ceil(rows.length / 8))
  rows.forEach((row, index) => {
    const x = rtl ? wide - frame.right - (index + 1) * step : frame.left + index * step
    series.forEach((values, at) => {
      const tall = ((values[index] ?? 0) / top) * height
      const thin = (step * 0.8) / series.length
      pen.fillStyle = colours[at] ?? '#000'
      pen.fillRect(x + step * 0.1 + at * thin, frame.top + height - tall, Math.max(1, thin), tall)
    })
    if (index % every !== 0) return
    pen.fillStyle = '#566669'
    pen.textAlign = 'center'
    pen.font = '18px "Noto Sans Arabic", sans-serif'
    pen.fillText(String(row[0]).slice(0, 18), x + step / 2, high - 30)
  })
  pen.textAlign = 'right'
  pen.fillText(String(top), frame.left - 12, frame.top + 8)
  pen.fillText('0', frame.left - 12, frame.top + height)
}

/** Drawn anew on white, with its own title: a picture stands without the page around it. */
export const savePicture = (name: string, title: string, table: Table) => {
  const canvas = document.createElement('canvas')
  canvas.width = wide
  canvas.height = high
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const rtl = document.documentElement.dir === 'rtl'
  pen.direction = rtl ? 'rtl' : 'ltr'
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, wide, high)
  pen.fillStyle = '#14262a'
  pen.font = '600 30px "Noto Sans Arabic", sans-serif'
  pen.textAlign = rtl ? 'right' : 'left'
  pen.fillText(title, rtl ? wide - frame.right : frame.left, 44)
  legend(pen, table.head, rtl)
  bars(pen, table, rtl)
  canvas.toBlob((blob) => blob !== null && save(blob, `${name}.png`), 'image/png')
}
