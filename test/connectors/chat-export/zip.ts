// Writes small archives for tests, honest and hostile ones.
import { crc32, deflateRawSync } from 'node:zlib'

export type Packed = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly claim?: number
  readonly encrypted?: boolean
}

const head = (file: Packed, packed: Uint8Array, central: boolean, offset: number): Buffer => {
  const name = Buffer.from(file.name)
  const at = central ? 2 : 0
  const out = Buffer.alloc((central ? 46 : 30) + name.length)
  out.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0)
  out.writeUInt16LE(20, 4)
  if (central) out.writeUInt16LE(20, 6)
  out.writeUInt16LE(file.encrypted ? 0x801 : 0x800, 6 + at)
  out.writeUInt16LE(8, 8 + at)
  out.writeUInt32LE(crc32(file.bytes), 14 + at)
  out.writeUInt32LE(packed.length, 18 + at)
  out.writeUInt32LE(file.claim ?? file.bytes.length, 22 + at)
  out.writeUInt16LE(name.length, 26 + at)
  if (central) out.writeUInt32LE(offset, 42)
  name.copy(out, central ? 46 : 30)
  return out
}

/** `overlap`: every entry points at the first one's bytes. */
export const zip = (files: readonly Packed[], { overlap = false } = {}): Buffer => {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [index, file] of files.entries()) {
    const packed = deflateRawSync(file.bytes)
    central.push(head(file, packed, true, overlap ? 0 : offset))
    if (overlap && index > 0) continue
    const local = head(file, packed, false, 0)
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const listing = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listing, end])
}
