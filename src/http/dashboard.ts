// The dashboard's built files, and its page for every address that is a screen of it.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { App } from './context.ts'

const unbuilt = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>صدى</title>
<p>لوحة المتابعة غير مبنية بعد. نفّذ <code>npm run build</code> ثم أعد تحميل الصفحة.</p>
<p lang="en" dir="ltr">The dashboard is not built yet. Run <code>npm run build</code> and reload.</p></html>`

/** What the build puts into `assets` has a hash in its name and never changes; the page that names them is asked for each time. */
const cacheOf = (path: string) =>
  /\.(?:js|css|woff2|svg|png)(?:\.(?:br|gz))?$/.test(path) && path.includes('/assets/')
    ? 'public, max-age=31536000, immutable'
    : 'no-cache'

export const dashboard = (app: App, folder: string): void => {
  const page = join(folder, 'index.html')
  const open = () =>
    serveStatic({
      root: folder,
      precompressed: true,
      onFound: (path, c) => c.header('cache-control', cacheOf(path)),
    })
  let files: ReturnType<typeof open> | undefined
  app.get('/*', async (c) => {
    if (!existsSync(page)) return c.html(unbuilt, 503)
    files ??= open()
    const path = c.req.path
    const found = path === '/' || path.includes('/.') ? undefined : await files(c, async () => {})
    if (found) return found
    if (/\.\w{2,8}$/.test(path)) return c.notFound()
    c.header('cache-control', 'no-cache')
    return c.html(readFileSync(page, 'utf8'))
  })
}
