// What the simulator can do, for those who hold it.
import type { Delivered } from './deliver.ts'
import type { Fault } from './faults.ts'
import type { Limits } from './limits.ts'
import type { Spoken } from './speech.ts'
import type { Platform, Said, Say, Sent } from './world.ts'
import type { XStream } from './x-stream.ts'

export type Simulator = {
  readonly url: string
  /** The environment with which the product talks to this simulator. */
  readonly environment: Readonly<Record<string, string>>
  /** Speaks as a citizen. Resolves when the product has acknowledged the delivery, or it was given up. */
  say(say: Say): Promise<Spoken>
  edit(id: string, text: string): Promise<Delivered | null>
  remove(id: string): Promise<Delivered | null>
  react(id: string, emoji: string): Promise<Delivered | null>
  /** Delivers any body, signed: for payloads of the caller's own. */
  deliver(channel: Platform, body: unknown): Promise<Delivered | null>
  /** The platforms' GET to the product's webhook; true when it answered rightly. */
  handshake(channel: Platform): Promise<boolean>
  fault(fault: Fault): void
  calm(): void
  /** Uses up what may still be asked in the window. */
  exhaust(what: Parameters<Limits['exhaust']>[0]): void
  /** Ends the line of X's stream, in that way. */
  cut(how: Parameters<XStream['cut']>[0]): void
  skew(milliseconds: number): void
  connect(where: string | Partial<Readonly<Record<Platform, string>>>): void
  /** Everything said, everything that reached a citizen, every delivery to the product. */
  ledger(): {
    readonly said: readonly Omit<Said, 'say'>[]
    readonly sent: readonly Sent[]
    readonly webhooks: readonly Delivered[]
  }
  /** When every delivery under way has ended. */
  idle(): Promise<void>
  close(): Promise<void>
}
