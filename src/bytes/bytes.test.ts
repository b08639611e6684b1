import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeHex, decodeUtf8, encodeHex } from '#bytes'

test('hex goes both ways', () => {
  assert.equal(encodeHex(Uint8Array.of(0, 15, 16, 255)), '000f10ff')
  assert.deepEqual(decodeHex('000F10ff'), Uint8Array.of(0, 15, 16, 255))
  assert.equal(encodeHex(Uint8Array.of(1, 2, 3), 1, 2), '02')
})

for (const [why, text] of [
  ['an odd length', 'abc'],
  ['a letter beyond f', '0g'],
  ['a sign', '-1'],
  ['a colon (just after 9)', '0:'],
  ['a grave accent (just before a)', '0`'],
] as const) {
  test(`hex refuses ${why}`, () => assert.equal(decodeHex(text), undefined))
}

const bad: readonly [why: string, bytes: number[], offset: number][] = [
  ['a lone continuation byte', [0x61, 0x62, 0x80], 2],
  ['an overlong slash', [0xc0, 0xaf], 0],
  ['a surrogate half', [0x61, 0xed, 0xa0, 0x80], 1],
  ['a sequence cut short', [0x61, 0xe2, 0x82], 1],
]
for (const [why, bytes, offset] of bad) {
  test(`utf-8 refuses ${why} and says where`, () => {
    const read = decodeUtf8(Uint8Array.from(bytes))
    assert(!read.ok)
    assert.equal(read.fault.code, 'NOT_UTF8')
    // A sequence cut short at the very end is a prefix of something: the offset is then that of its last byte.
    const found = Number(/offset (\d+)/.exec(read.fault.message)?.[1])
    assert(found >= offset && found < bytes.length, `offset ${found}`)
  })
}

test('bytes that are not UTF-8 have the line they stand in', () => {
  const read = decodeUtf8(Uint8Array.of(0x61, 0x0a, 0x0a, 0x62, 0xff, 0x0a, 0x63))
  assert.deepEqual(!read.ok && read.fault.place, { line: 3 })
})

test('a NUL is a character, and nothing is no fault', () => {
  assert.deepEqual(decodeUtf8(Uint8Array.of(0)), { ok: true, value: '\0' })
  assert.deepEqual(decodeUtf8(new Uint8Array(0)), { ok: true, value: '' })
})

test('any text survives the way there and back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      if (text.startsWith('\ufeff')) return
      assert.deepEqual(decodeUtf8(new TextEncoder().encode(text)), { ok: true, value: text })
    }),
    { seed: 1 },
  )
})

test('any bytes survive the way to hex and back', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      assert.deepEqual(decodeHex(encodeHex(bytes)), bytes)
      assert.equal(encodeHex(bytes), Buffer.from(bytes).toString('hex'))
    }),
    { seed: 1 },
  )
})

test('a byte order mark is dropped, a second one is not', () => {
  assert.deepEqual(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61)), { ok: true, value: 'a' })
  const twice = decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf))
  assert.deepEqual(twice, { ok: true, value: '\ufeff' })
})
