// Builds the static dashboard into dist/dashboard, with .br and .gz beside every text file for the server to pick.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import locales from '@react-aria/optimize-locales-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const output = join(import.meta.dirname, '../dist/dashboard')

const compress = (): Plugin => ({
  name: 'sada-compress',
  apply: 'build',
  closeBundle() {
    for (const name of readdirSync(output, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:js|css|html|svg|json)$/.test(name)) continue
      const path = join(output, name)
      const bytes = readFileSync(path)
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }))
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
    }
  },
})

/** The Arabic face is on every screen: asking for it beside the styles saves one round trip. */
const preloadArabic = (): Plugin => ({
  name: 'sada-preload-arabic',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((name) => /arabic-arabic-wght.*\.woff2$/.test(name))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${name}`, crossorigin: '' },
          injectTo: 'head' as const,
        })),
  },
})

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [
    { ...locales.vite({ locales: ['ar-AE', 'en-US'] }), enforce: 'pre' },
    react(),
    preloadArabic(),
    compress(),
  ] as Plugin[],
  build: {
    outDir: output,
    emptyOutDir: true,
    target: 'es2022',
    // Data URLs would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8787', '/media': 'http://127.0.0.1:8787' } },
})
