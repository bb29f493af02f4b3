// Whole requests over a few connections that are kept, each with one request in hand.
import { connect, type Socket } from 'node:net'

type Wish = { readonly request: Buffer; readonly answered: (status: number) => void }

export type Lines = {
  /** The answer's status. */
  send(request: Buffer): Promise<number>
  close(): void
}

export const openLines = (port: number, count: number): Lines => {
  const wishes: Wish[] = []
  const free: Socket[] = []
  const inHand = new Map<Socket, Wish>()
  let open = 0
  let closed = false

  const next = () => {
    while (wishes.length > 0 && free.length > 0) {
      const [socket, wish] = [free.pop()!, wishes.shift()!]
      inHand.set(socket, wish)
      socket.write(wish.request)
    }
    if (wishes.length > 0 && open < count && !closed) begin()
  }
  const answered = (socket: Socket, status: number) => {
    inHand.get(socket)?.answered(status)
    inHand.delete(socket)
  }
  const begin = () => {
    open++
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    socket.on('error', () => {})
    socket.on('data', (data) => {
      const text = data.toString('latin1')
      if (!text.startsWith('HTTP/1.1')) return
      answered(socket, Number(text.slice(9, 12)))
      if (/connection: close/i.test(text)) socket.destroy()
      else free.push(socket)
      next()
    })
    socket.on('connect', () => {
      free.push(socket)
      next()
    })
    socket.on('close', () => {
      open--
      if (free.includes(socket)) free.splice(free.indexOf(socket), 1)
      // The server ended a line that had long been silent: said again, as a platform does.
      const wish = inHand.get(socket)
      inHand.delete(socket)
      if (wish !== undefined) wishes.unshift(wish)
      next()
    })
  }
  return {
    send: (request) =>
      new Promise((answered) => {
        wishes.push({ request, answered })
        next()
      }),
    close: () => {
      closed = true
      for (const socket of [...free, ...inHand.keys()]) socket.destroy()
    },
  }
}
