// Whether the audit log still is what was written.
import { verifyAudit } from '../store/audit.ts'
import { type App, jsonAnswer, route } from './context.ts'
import { AuditVerdictView } from './contract.ts'
import type { Server } from './server.ts'

const verifyRoute = route({
  method: 'get',
  path: '/api/v1/audit/verify',
  summary: 'Walks the chain of hashes: whether any entry was changed, added or taken out',
  responses: { 200: jsonAnswer(AuditVerdictView) },
})

export const auditVerdict = (app: App, { store }: Server): void => {
  app.openapi(verifyRoute, async (c) => {
    const verdict = await verifyAudit(store.read)
    const view = verdict.ok
      ? { ok: true, entries: verdict.entries, broken: null }
      : { ok: false, entries: verdict.seq - 1, broken: verdict.seq }
    return c.json(view, 200)
  })
}
