// A citizen speaks, edits, takes back, reacts: what that does to the world, and which delivery tells of it.
import type { Courier, Delivered } from './deliver.ts'
import { instagramAct, instagramEvent } from './instagram.ts'
import { whatsappAct, whatsappMessage } from './whatsapp.ts'
import type { Said, Say, World } from './world.ts'
import { xEvent } from './x.ts'

export type Spoken = { readonly id: string; readonly authorId: string; readonly delivered: Delivered | null }

/** One picture of the account's own, under which people comment. */
const ownMedia = '17900000000000001'

const kindOf = ({ channel, kind, text }: Say, named: string): string => {
  if (kind !== undefined) return kind
  if (channel === 'x') return text?.toLowerCase().includes(named.toLowerCase()) ? 'mention' : 'post'
  return 'dm'
}

const saidOf = (world: World, say: Say): Said => ({
  id: world.nextId(say.channel),
  channel: say.channel,
  kind: kindOf(say, `@${world.accounts.xHandle}`),
  person: world.personOf(say),
  at: say.at ?? world.now(),
  replyTo: say.replyTo ?? null,
  text: say.text ?? '',
  deleted: false,
  history: [],
  say,
  under: world.said.get(say.replyTo ?? '')?.under ?? ownMedia,
})

/** A post on X that neither names nor answers the account is told to nobody: search finds it. */
const eventOf = (world: World, said: Said, base: string): object | null => {
  if (said.channel === 'whatsapp') return whatsappMessage(world, said)
  if (said.channel === 'instagram') return instagramEvent(world, said, base)
  return said.kind === 'post' ? null : xEvent(world, said)
}

type Act = Parameters<typeof whatsappAct>[2]

/** An edit on X is a new post of the same chain. https://docs.x.com/x-api/fundamentals/edit-posts */
const rename = (world: World, said: Said): void => {
  world.said.delete(said.id)
  said.history.push(said.id)
  said.id = world.nextId('x')
  world.said.set(said.id, said)
}

type Tell = (said: Said) => void

export const createSpeech = (world: World, courier: Courier, base: () => string, tell: Tell) => {
  const say = async (given: Say): Promise<Spoken> => {
    const said = saidOf(world, given)
    world.said.set(said.id, said)
    if (said.channel === 'x' && said.kind !== 'dm') tell(said)
    const event = eventOf(world, said, base())
    const delivered = event === null ? null : await courier.send(said.channel, event)
    return { id: said.id, authorId: said.person.id, delivered }
  }
  const act = async (id: string, what: Act): Promise<Delivered | null> => {
    const said = world.said.get(id)
    if (said === undefined) return null
    if (what.kind === 'edit') said.text = what.text
    if (what.kind === 'delete') said.deleted = true
    // X tells only of the account's own deletes; the others are found out by asking again.
    if (said.channel === 'x' && what.kind === 'edit') {
      rename(world, said)
      tell(said)
    }
    if (said.channel === 'x') return null
    const event = said.channel === 'whatsapp' ? whatsappAct(world, said, what) : instagramAct(world, said, what)
    return event === null ? null : courier.send(said.channel, event)
  }
  return {
    say,
    edit: (id: string, text: string) => act(id, { kind: 'edit', text }),
    remove: (id: string) => act(id, { kind: 'delete' }),
    react: (id: string, emoji: string) => act(id, { kind: 'react', emoji }),
  }
}
