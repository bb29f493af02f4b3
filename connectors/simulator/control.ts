// Speaking as a citizen, reading the ledger and ordering faults, over HTTP and on a small page.
import type { HttpBindings } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Fault } from './faults.ts'
import type { Simulator } from './simulator.ts'
import type { Say } from './world.ts'

const page = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>محاكي المنصات</title>
<style>body{font:16px system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}form{display:grid;gap:.6rem}label{display:flex;gap:.5rem}textarea,input,select,button{font:inherit;padding:.5rem}li{margin-block:.5rem}pre{direction:ltr;text-align:left;background:#8881;padding:1rem;overflow:auto}#faults{display:flex;flex-wrap:wrap;gap:.4rem}</style>
<h1>تكلّم كمواطن</h1>
<form id="say"><select name="channel" aria-label="القناة"><option>whatsapp<option>x<option>instagram</select>
<input name="from" aria-label="المتكلم" placeholder="96599000001 / @handle" required><input name="kind" aria-label="النوع" placeholder="dm, mention, comment, reply, quote, story, caption, post">
<textarea name="text" rows="3" aria-label="الكلام" required></textarea><label><input type="checkbox" name="noPhone"> بلا رقم هاتف</label><button>أرسل</button></form>
<h2>ما قيل</h2><ul id="said"></ul>
<h2>أعطال عند الطلب</h2><div id="faults"></div>
<h2>ما وصل إلى المواطنين</h2><pre id="ledger"></pre>
<script type="module">
const post=(path,body)=>fetch('/control/'+path,{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify(body)})
const faults=[['webhook','duplicate'],['webhook','reorder'],['webhook','delay'],['webhook','gap'],['webhook','truncated'],['webhook','forged'],['webhook','missing-phone'],['api','429'],['api','503'],['api','reset'],['api','hang'],['api','truncated'],['api','reset-after-accept'],['api','hang-after-accept'],['api','revoked-token'],['api','expired-media']]
for(const [on,kind] of faults){const b=document.createElement('button');b.textContent=on+' · '+kind;b.onclick=()=>post('faults',{on,kind});document.querySelector('#faults').append(b)}
const act=(text,body)=>{const b=document.createElement('button');b.textContent=text;b.onclick=async()=>{const more=body.kind==='edit'?{text:prompt('النص الجديد')??''}:{};await post('act',{...body,...more});show()};return b}
const show=async()=>{const {said,sent}=await (await fetch('/control/ledger')).json();document.querySelector('#ledger').textContent=JSON.stringify(sent,null,1)
document.querySelector('#said').replaceChildren(...said.slice(-12).reverse().map((one)=>{const li=document.createElement('li');li.append((one.deleted?'✗ ':'')+one.channel+' · '+one.text+' ',act('عدّل',{id:one.id,kind:'edit'}),act('احذف',{id:one.id,kind:'delete'}),act('👍',{id:one.id,kind:'react'}));return li}))}
document.querySelector('#say').onsubmit=async(e)=>{e.preventDefault();const d=Object.fromEntries([...new FormData(e.target)].filter(([,v])=>v));if(d.noPhone)d.noPhone=true;await post('say',d);e.target.text.value='';show()}
show();setInterval(show,3000)
</script>`

const isSay = (body: unknown): body is Say => {
  const { channel, from } = (body ?? {}) as Partial<Say>
  return (
    typeof from === 'string' && from !== '' && (channel === 'whatsapp' || channel === 'instagram' || channel === 'x')
  )
}

export const addControl = (
  routes: Hono<{ Bindings: HttpBindings }>,
  simulator: Omit<Simulator, 'close' | 'url' | 'environment'>,
): void => {
  routes.get('/', (c) => c.html(page))
  routes.get('/control/ledger', (c) => c.json(simulator.ledger()))
  routes.post('/control/say', async (c) => {
    const body: unknown = await c.req.json().catch(() => null)
    if (!isSay(body)) return c.json({ error: 'say needs channel (whatsapp, instagram, x) and from' }, 400)
    return c.json(await simulator.say(body))
  })
  routes.post('/control/act', async (c) => {
    const body = (await c.req.json().catch(() => ({}))) as { id?: string; kind?: string; text?: string; emoji?: string }
    const { id = '', kind, text = '', emoji = '👍' } = body
    if (kind === 'edit') return c.json(await simulator.edit(id, text))
    if (kind === 'delete') return c.json(await simulator.remove(id))
    if (kind === 'react') return c.json(await simulator.react(id, emoji))
    return c.json({ error: 'act needs id and kind (edit, delete, react)' }, 400)
  })
  routes.post('/control/faults', async (c) => {
    simulator.fault((await c.req.json()) as Fault)
    return c.json({ ok: true })
  })
  routes.delete('/control/faults', (c) => {
    simulator.calm()
    return c.json({ ok: true })
  })
  routes.post('/control/exhaust', async (c) => {
    const { what } = (await c.req.json()) as { what: Parameters<Simulator['exhaust']>[0] }
    simulator.exhaust(what)
    return c.json({ ok: true })
  })
  routes.post('/control/stream', async (c) => {
    const { cut } = (await c.req.json()) as { cut: Parameters<Simulator['cut']>[0] }
    simulator.cut(cut)
    return c.json({ ok: true })
  })
  routes.post('/control/clock', async (c) => {
    const { skewMs = 0 } = (await c.req.json()) as { skewMs?: number }
    simulator.skew(skewMs)
    return c.json({ ok: true })
  })
  routes.post('/control/webhooks', async (c) => {
    simulator.connect((await c.req.json()) as Parameters<Simulator['connect']>[0])
    return c.json({ ok: true })
  })
}
