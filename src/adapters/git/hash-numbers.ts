/** Numbers hashes in the order in which they are first seen. */
export interface HashNumbers {
  /** How many different hashes have been seen. */
  size(): number
  /** The number of the hash whose bytes stand at `offset`. */
  numberOf(bytes: Uint8Array, offset?: number): number
  /** The number of a hash that has been seen, or -1. */
  find(hash: Uint8Array): number
  /** All hashes, in the order of their numbers. */
  hashes(): Uint8Array
}

/** An open hash table. The first four bytes of a hash are as good as any hash of it: git's own hashes cannot be chosen at will. */
export function hashNumbers(hashLength: number): HashNumbers {
  let room = 1024 // slots; a power of two, at most half of them in use
  let slots = new Int32Array(room).fill(-1)
  let hashes = new Uint8Array((room / 2) * hashLength)
  let size = 0

  function same(number: number, bytes: Uint8Array, offset: number): boolean {
    for (let i = 0, at = number * hashLength; i < hashLength; i++)
      if (hashes[at + i] !== bytes[offset + i]) return false
    return true
  }
  function slotOf(bytes: Uint8Array, offset: number): number {
    const start = (bytes[offset]! << 24) | (bytes[offset + 1]! << 16) | (bytes[offset + 2]! << 8) | bytes[offset + 3]!
    let slot = start & (room - 1)
    while (slots[slot]! >= 0 && !same(slots[slot]!, bytes, offset)) slot = (slot + 1) & (room - 1)
    return slot
  }
  function grow(): void {
    room *= 2
    slots = new Int32Array(room).fill(-1)
    const larger = new Uint8Array((room / 2) * hashLength)
    larger.set(hashes)
    hashes = larger
    for (let number = 0; number < size; number++) slots[slotOf(hashes, number * hashLength)] = number
  }

  return {
    size: () => size,
    numberOf(bytes, offset = 0) {
      const slot = slotOf(bytes, offset)
      const known = slots[slot]!
      if (known >= 0) return known
      const number = size++
      slots[slot] = number
      for (let i = 0, at = number * hashLength; i < hashLength; i++) hashes[at + i] = bytes[offset + i]!
      if (2 * size === room) grow()
      return number
    },
    find: (hash) => slots[slotOf(hash, 0)]!,
    hashes: () => hashes.subarray(0, size * hashLength),
  }
}
