// Which way a comparison may move the match weight, where anyone in the office would agree: more agreement never speaks
// against a case, more conflict or more hours never for it. A fit from a thousand posts would otherwise learn accidents.
import { featureNames } from '../comparisons/case.ts'

const rising =
  /^(area|block|street|house|spot|rung|problem|topic|name|number|words|contained|skeleton|copy|agency|meaning|joint|thing):|^(area|block|problem)-share$|^own-|^(author-in-case|author-latest|reply-parent|replied-by|thread-sibling|case-reports|founder-reports)$/
const falling =
  /^picture:|^hours-(newest|nearest)$|^passing-hours$|^(happened-gap|author-hours|closed)$|-conflict-share$/

/** By feature: 1 the weight may only rise with it, -1 only fall, 0 either. */
export const directions: readonly number[] = featureNames.map((name) =>
  rising.test(name) ? 1 : falling.test(name) ? -1 : 0,
)
