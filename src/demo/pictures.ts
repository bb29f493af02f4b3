// The sample world's photographs: drawn here, so that nobody's street, face or plate is in them.
import sharp from 'sharp'

const width = 640
const height = 480

type Scene = () => string
const rect = (x: number, y: number, w: number, h: number, fill: string, more = '') =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`
const circle = (x: number, y: number, r: number, fill: string, more = '') =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`
const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = '') =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`
const line = (path: string, stroke: string, thick: number, more = '') =>
  `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${thick}" stroke-linecap="round" ${more}/>`
const shape = (path: string, fill: string, more = '') => `<path d="${path}" fill="${fill}" ${more}/>`
const row = (count: number, draw: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => draw(i)).join('')

const street = (sky = '#cfe3ea') =>
  [
    rect(0, 0, width, 250, sky),
    row(5, (i) => rect(i * 135 - 20, 110 + (i % 2) * 34, 120, 150, i % 2 ? '#d8c3a0' : '#e4d3b5')),
    row(15, (i) => rect((i % 5) * 135 + 12 + Math.floor(i / 5) * 28, 150 + (i % 2) * 26, 16, 22, '#8fa3a8')),
    rect(0, 250, width, 26, '#c9bfae'),
    rect(0, 276, width, 204, '#5d6266'),
    row(6, (i) => rect(i * 120 + 10, 372, 64, 8, '#e8e3d4')),
  ].join('')

const room = (wall = '#e9e1d3') => rect(0, 0, width, 340, wall) + rect(0, 340, width, 140, '#b79f82')

const bin = (x: number, colour: string, full = false) =>
  [
    full ? row(4, (i) => circle(x + 22 + i * 24, 262 - (i % 2) * 14, 22, i % 2 ? '#3b3f45' : '#56606b')) : '',
    rect(x, 270, 116, 130, colour, 'rx="8"'),
    rect(x - 6, 262, 128, 18, colour, 'rx="6" stroke="#00000033"'),
    circle(x + 22, 408, 12, '#2c2f33') + circle(x + 94, 408, 12, '#2c2f33'),
  ].join('')

const cat = (x: number, y: number, fur: string) =>
  oval(x, y, 30, 18, fur) +
  circle(x + 30, y - 14, 13, fur) +
  shape(`M${x + 21} ${y - 22}l4 -14 8 10zM${x + 33} ${y - 24}l8 -10 2 13z`, fur) +
  line(`M${x - 28} ${y - 4}q-20 -12 -14 -34`, fur, 7)

const puddle = (y: number) =>
  oval(320, y, 300, 70, '#6fa7bd', 'opacity="0.85"') + oval(300, y - 8, 210, 34, '#a9d0de', 'opacity="0.7"')

const tunnel = (level: number) =>
  [
    rect(0, 0, width, height, '#8b8f92'),
    rect(0, 0, width, 96, '#b9c4c9'),
    shape('M60 480V220Q60 96 320 96T580 220V480z', '#2d3236'),
    row(5, (i) => rect(130 + i * 82, 150, 44, 10, '#f1d98b', 'opacity="0.8"')),
    shape(`M60 480V${level}q65 -16 130 0t130 0 130 0 130 0V480z`, '#71644c'),
    row(4, (i) => line(`M${110 + i * 110} ${level + 40 + (i % 2) * 30}q20 -10 44 0`, '#9c8d6d', 4)),
  ].join('')

const screen = (bubbles: readonly (readonly [y: number, w: number, fill: string])[]) =>
  rect(0, 0, width, height, '#35383d') +
  rect(200, 20, 240, 440, '#11151a', 'rx="26"') +
  rect(212, 48, 216, 384, '#f3f1ec', 'rx="6"') +
  rect(212, 48, 216, 40, '#2f6f62') +
  bubbles.map(([y, w, fill]) => rect(224, y, w, 46, fill, 'rx="10"')).join('') +
  bubbles.map(([y, w]) => rect(236, y + 12, w - 44, 6, '#7d8790') + rect(236, y + 27, w - 80, 6, '#7d8790')).join('')

const tree = () =>
  street('#dfe7dc') +
  line('M90 360L470 318', '#6d4f33', 40) +
  row(7, (i) => circle(430 + (i % 4) * 46, 262 + (i % 3) * 40, 54, i % 2 ? '#5c8048' : '#739a59')) +
  line('M90 360l-40 24M96 350l-46 -20M92 362l-20 44', '#6d4f33', 12)

const scenes: Readonly<Record<string, Scene>> = {
  burst: () =>
    street() +
    puddle(400) +
    row(9, (i) =>
      line(
        `M320 380Q${320 + (i - 4) * 20} ${120 + Math.abs(i - 4) * 26} ${320 + (i - 4) * 52} 360`,
        '#d5eef7',
        9,
        'opacity="0.8"',
      ),
    ),
  pothole: () =>
    street() +
    oval(330, 398, 130, 40, '#34383b') +
    oval(334, 404, 104, 27, '#1f2224') +
    row(6, (i) => circle(190 + i * 56, 440 + (i % 2) * 12, 7, '#42474b')),
  sms: () =>
    screen([
      [104, 190, '#ffffff'],
      [164, 176, '#ffffff'],
      [224, 196, '#fbe3b6'],
    ]),
  receipt: () =>
    room() +
    shape('M210 60h220v350l-22 -14 -22 14 -22 -14 -22 14 -22 -14 -22 14 -22 -14 -22 14 -22 -14 -22 14z', '#fdfcf8') +
    row(9, (i) => rect(234, 96 + i * 28, 110, 8, '#9aa0a5') + rect(366, 96 + i * 28, 40, 8, '#9aa0a5')) +
    rect(234, 350, 172, 14, '#4e545a'),
  containers: () =>
    street('#e9dcc2') +
    bin(110, '#3f7a52', true) +
    bin(262, '#3f7a52', true) +
    bin(414, '#3f7a52', true) +
    cat(200, 440, '#c9873f') +
    cat(470, 446, '#4a4a4d'),
  lamp: () =>
    rect(0, 0, width, height, '#1c2536') +
    rect(0, 380, width, 100, '#11161f') +
    line('M300 420V90q0 -34 60 -34', '#596273', 12) +
    rect(352, 46, 70, 18, '#3d4452', 'rx="8"') +
    row(3, (i) => circle(90 + i * 230, 150, 16, '#f6dc92', i === 1 ? 'opacity="0"' : 'opacity="0.85"')),
  bins: () =>
    rect(0, 0, width, 230, '#bfe0ea') +
    rect(0, 230, width, 60, '#3f93ab') +
    rect(0, 290, width, 190, '#ecd9ac') +
    bin(90, '#e0b63c') +
    bin(262, '#3f79b5') +
    bin(434, '#5a9a55'),
  candle: () =>
    rect(0, 0, width, height, '#181311') +
    circle(320, 190, 190, '#f2b54b', 'opacity="0.16"') +
    circle(320, 190, 96, '#f7cd7a', 'opacity="0.28"') +
    rect(286, 230, 68, 190, '#efe6d2', 'rx="8"') +
    shape('M320 130q34 52 0 92 -34 -40 0 -92z', '#ffd66e') +
    oval(320, 424, 120, 20, '#4a3a2c'),
  manhole: () =>
    street() +
    oval(320, 390, 96, 44, '#2a2d2f') +
    oval(320, 394, 76, 32, '#0c0d0e') +
    line('M200 360L452 420', '#a57b46', 24),
  prices: () =>
    room('#f0ece2') +
    row(
      3,
      (i) =>
        rect(0, 110 + i * 110, width, 14, '#93806a') +
        row(8, (k) =>
          rect(22 + k * 78, 46 + i * 110, 52, 64, ['#c75b4a', '#d9a441', '#5f8f74', '#49708f'][(i + k) % 4]!),
        ),
    ) +
    rect(150, 126, 110, 44, '#fff7c9') +
    rect(330, 126, 110, 44, '#ffffff') +
    rect(168, 140, 70, 14, '#b23a2e') +
    rect(348, 140, 70, 14, '#42474c'),
  swing: () =>
    rect(0, 0, width, 300, '#cfe6ee') +
    rect(0, 300, width, 180, '#d9c08c') +
    line('M130 400L220 90H420L510 400', '#4f7f9b', 14) +
    line('M280 92V300', '#6d7277', 5) +
    line('M360 92l26 120 -18 150', '#6d7277', 5) +
    rect(262, 298, 60, 14, '#b5483a', 'transform="rotate(38 290 305)"'),
  falcon: () =>
    rect(0, 0, width, height, '#dfc9a0') +
    circle(500, 96, 46, '#f7ebc6') +
    oval(320, 270, 62, 118, '#6b5440') +
    circle(320, 146, 44, '#584331') +
    shape('M356 148l34 10 -30 14z', '#d7a53a') +
    circle(334, 138, 7, '#141414') +
    row(5, (i) => line(`M292 ${220 + i * 30}q28 14 56 0`, '#8d735a', 6)) +
    rect(250, 384, 140, 22, '#4a3a2b'),
  tunnel: () => tunnel(300),
  pumps: () =>
    tunnel(400) + rect(90, 330, 120, 70, '#d98e2b', 'rx="10"') + line('M210 360Q330 320 420 420', '#c9c3b4', 18),
  tree,
  bucket: () =>
    room('#dfe6dc') +
    rect(80, 60, 330, 150, '#2f5146') +
    row(3, (i) => rect(60 + i * 190, 330, 130, 16, '#a9794a') + rect(76 + i * 190, 346, 12, 80, '#7e5a38')) +
    shape('M480 350h90l-14 92h-62z', '#4a83b3') +
    row(4, (i) => circle(524, 60 + i * 76, 9, '#7fb4cf')) +
    oval(524, 20, 70, 24, '#b6b08f'),
  basement: () =>
    rect(0, 0, width, height, '#6f6a63') +
    row(3, (i) => rect(60 + i * 200, 40, 56, 330, '#8d877e')) +
    rect(0, 360, width, 120, '#3f4a4c') +
    puddle(420) +
    oval(430, 400, 60, 20, '#222727'),
  sign: () =>
    street() +
    rect(312, 200, 16, 200, '#8a8f93') +
    circle(320, 160, 82, '#c0392b') +
    rect(266, 144, 108, 32, '#ffffff', 'transform="rotate(24 320 160)"'),
  cable: () =>
    rect(0, 0, width, 220, '#cfe6ee') +
    rect(0, 220, width, 260, '#7f9a5c') +
    line('M240 400Q230 300 300 290T380 360Q390 420 450 380', '#1d1f22', 14) +
    row(3, (i) => line(`M450 380l${22 + i * 6} ${-14 + i * 14}`, ['#c0392b', '#2e86c1', '#d4ac0d'][i]!, 5)) +
    oval(240, 406, 46, 14, '#5c4a33'),
}

/** Which scene each post's picture shows. */
const shown: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    burst: 'S-0005 S-0006 S-0008',
    pothole: 'S-0025 S-0032',
    sms: 'S-0042 S-0085',
    receipt: 'S-0050',
    containers: 'S-0060 S-0083',
    lamp: 'S-0064',
    bins: 'S-0076 S-0229',
    candle: 'S-0111',
    manhole: 'S-0127',
    prices: 'S-0142',
    swing: 'S-0150',
    falcon: 'S-0157',
    tunnel: 'S-0160 S-0163 S-0165',
    pumps: 'S-0176',
    tree: 'S-0173 S-0174',
    bucket: 'S-0175',
    basement: 'S-0184',
    sign: 'S-0196',
    cable: 'S-0218',
  }).flatMap(([scene, posts]) => posts.split(' ').map((post) => [post, scene])),
)

/** Two people's pictures of one thing are not the same picture: each is cut and lit a little differently. */
export const pictureOf = async (post: string): Promise<Buffer | null> => {
  const scene = scenes[shown[post] ?? '']
  if (scene === undefined) return null
  const number = Number(post.replace(/\D/g, ''))
  const [left, top] = [(number * 7) % 30, (number * 5) % 24]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${scene()}</svg>`
  return sharp(Buffer.from(svg))
    .extract({ left, top, width: width - 40, height: height - 30 })
    .modulate({ brightness: 0.94 + (number % 5) * 0.03, hue: (number % 3) * 4 })
    .webp({ quality: 82 })
    .toBuffer()
}
