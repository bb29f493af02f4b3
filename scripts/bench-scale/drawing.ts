// A chart as a drawing: lines over an axis that is even, or logarithmic.
export type Line = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }
export type Chart = {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly lines: readonly Line[]
  readonly even?: boolean
}

const [width, height, left, bottom] = [560, 300, 60, 40]
const colours = ['#0b6e4f', '#c8553d', '#3d5a80', '#8a4fff']

export const drawn = ({ title, x, y, lines, even = false }: Chart): string => {
  const all = lines.flatMap(({ points }) => points)
  const [low, high] = [Math.min(...all.map(([a]) => a)), Math.max(...all.map(([a]) => a))]
  const top = Math.max(...all.map(([, b]) => b)) * 1.1
  const place = even ? (a: number) => a : Math.log10
  const across = (a: number) =>
    left + ((place(a) - place(low)) / (place(high) - place(low) || 1)) * (width - left - 110)
  const up = (b: number) => height - bottom - (b / top) * (height - bottom - 40)
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const value = top * share
    return `<line x1="${left}" x2="${width - 100}" y1="${up(value)}" y2="${up(value)}" stroke="#ddd"/>
<text x="${left - 6}" y="${up(value) + 4}" text-anchor="end">${value < 10 ? value.toFixed(1) : Math.round(value)}</text>`
  })
  const seen = [...new Set(all.map(([a]) => a))]
  const shown = even ? [0, 0.25, 0.5, 0.75, 1].map((share) => Math.round(low + share * (high - low))) : seen
  const marks = shown.map(
    (a) => `<text x="${across(a)}" y="${height - bottom + 18}" text-anchor="middle">${a.toLocaleString('en')}</text>`,
  )
  const curves = lines.map(({ name, points }, i) => {
    const path = points.map(([a, b]) => `${across(a).toFixed(1)},${up(b).toFixed(1)}`).join(' ')
    const dots = (even ? [] : points).map(
      ([a, b]) => `<circle cx="${across(a)}" cy="${up(b)}" r="3" fill="${colours[i % 4]}"/>`,
    )
    return `<polyline fill="none" stroke="${colours[i % 4]}" stroke-width="2" points="${path}"/>${dots.join('')}
<text x="${width - 95}" y="${50 + i * 18}" fill="${colours[i % 4]}">${name}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>${title}</title>
<rect width="100%" height="100%" fill="#fff"/><text x="${left}" y="22" font-size="14">${title}</text>
${ticks.join('\n')}
${marks.join('\n')}
${curves.join('\n')}
<text x="${(width - 50) / 2}" y="${height - 6}" text-anchor="middle">${x}</text>
<text x="${left}" y="36" fill="#666">${y}</text></svg>
`
}
