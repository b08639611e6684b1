import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  contextTag,
  DER_TAG,
  decodeBase64,
  decodePem,
  derBits,
  derInteger,
  derItems,
  derOid,
  derTime,
  encodeBase64,
  encodeDer,
  encodeOid,
  encodePem,
  readDer,
  sameBytes,
} from '#bytes'

const hex = (text: string): Uint8Array => Buffer.from(text.replaceAll(' ', ''), 'hex')

const notBase64: readonly [why: string, text: string][] = [
  ['no padding', 'YQ'],
  ['padding too long', 'YQ==='],
  ['the alphabet of addresses', '-_-_'],
  ['a space', 'YW Fh'],
  ['a line break at the end', 'YWFh\n'],
  ['bits behind the last byte', 'YR=='],
  ['padding inside', 'YQ==YQ=='],
  ['letters beyond ASCII', 'YWFhé'],
]
for (const [why, text] of notBase64) test(`base64 refuses ${why}`, () => assert.equal(decodeBase64(text), undefined))

test('base64, PEM and DER give back any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 70_000 }), (bytes) => {
      assert.deepEqual(new Uint8Array(decodeBase64(encodeBase64(bytes))!), bytes)
      const [block] = decodePem(encodePem('CERTIFICATE', bytes)) ?? []
      assert(block?.label === 'CERTIFICATE' && sameBytes(block.bytes, bytes))
      const element = readDer(encodeDer(DER_TAG.octetString, bytes))
      assert(element !== undefined && sameBytes(element.content, bytes))
    }),
    { seed: 1, numRuns: 50 },
  )
})

test('same bytes are the same, of whatever kind', () => {
  assert(sameBytes(Uint8Array.of(1, 2), Buffer.from([1, 2])))
  assert(!sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3)))
  assert(!sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3)))
})

const pem = (body: string): string => `-----BEGIN X-----${body}-----END X-----`
const pems: readonly [why: string, text: string, blocks: number | undefined][] = [
  ['one line', pem('YWFh'), 1],
  ['line ends of Windows, and one line more', pem('\r\nYW\r\nFh\r\n\r\n'), 1],
  ['text around', `a note\n${pem('\nYWFh\n')}\nmore\n${pem('\nYWFh\n')}`, 2],
  ['no block', 'YWFh', undefined],
  ['no end', '-----BEGIN X-----\nYWFh\n', undefined],
  ['another end', '-----BEGIN X-----\nYWFh\n-----END Y-----', undefined],
  ['nothing inside', pem('\n'), undefined],
  ['no base64', pem('\nYW!h\n'), undefined],
  ['headers inside, as old keys have them', pem('\nProc-Type: 4\n\nYWFh\n'), undefined],
]
for (const [why, text, blocks] of pems) {
  test(`PEM: ${why}`, () => assert.equal(decodePem(text)?.length, blocks))
}

const notDer: readonly [why: string, bytes: string][] = [
  ['nothing', ''],
  ['a tag alone', '30'],
  ['content cut short', '04 02 61'],
  ['something behind the end', '04 01 61 00'],
  ['the indefinite length of BER', '30 80 00 00'],
  ['a length that is longer than needed', '04 81 01 61'],
  ['a length with a zero in front', '04 82 00 80'],
  ['a length of five octets', '04 85 00 00 00 00 01 61'],
  ['a tag of two octets', '1f 81 01 00'],
]
for (const [why, bytes] of notDer) test(`DER refuses ${why}`, () => assert.equal(readDer(hex(bytes)), undefined))

test('items fill their sequence exactly, and are counted', () => {
  const twoNulls = encodeDer(DER_TAG.sequence, hex('05 00'), hex('05 00'))
  assert.equal(derItems(readDer(twoNulls)!)?.length, 2)
  assert.equal(derItems(readDer(twoNulls)!, 1), undefined)
  assert.equal(derItems({ tag: 0x30, bytes: hex(''), content: hex('05 00 05') }), undefined)
  assert.equal(contextTag(3, 'constructed'), 0xa3)
})

const oids: readonly [why: string, bytes: string, oid: string | undefined][] = [
  ['code signing', '06 08 2b 06 01 05 05 07 03 03', '1.3.6.1.5.5.7.3.3'],
  ['an arc below 2 that is large', '06 02 88 37', '2.999'],
  ['nothing', '06 00', undefined],
  ['an arc that never ends', '06 02 2b 86', undefined],
  ['an arc with a zero in front', '06 03 2b 80 01', undefined],
  ['an arc beyond any number', '06 0b 2b ff ff ff ff ff ff ff ff ff 7f', undefined],
  ['another tag', '04 01 2b', undefined],
]
for (const [why, bytes, oid] of oids) {
  test(`OID: ${why}`, () => {
    assert.equal(derOid(readDer(hex(bytes))!), oid)
    if (oid !== undefined) assert.deepEqual(new Uint8Array(encodeOid(oid)), new Uint8Array(hex(bytes)))
  })
}

const times: readonly [why: string, tag: number, text: string, at: string | undefined][] = [
  ['this century', DER_TAG.utcTime, '490228235959Z', '2049-02-28T23:59:59.000Z'],
  ['the last one', DER_TAG.utcTime, '500228235959Z', '1950-02-28T23:59:59.000Z'],
  ['four digits', DER_TAG.generalizedTime, '20501231000000Z', '2050-12-31T00:00:00.000Z'],
  ['a fraction', DER_TAG.generalizedTime, '20501231000000.1239Z', '2050-12-31T00:00:00.123Z'],
  ['no such day', DER_TAG.generalizedTime, '20250230000000Z', undefined],
  ['no such month', DER_TAG.generalizedTime, '20251330000000Z', undefined],
  ['a leap second', DER_TAG.generalizedTime, '20161231235960Z', undefined],
  ['another zone', DER_TAG.generalizedTime, '20501231000000+0100', undefined],
  ['no seconds', DER_TAG.utcTime, '4902282359Z', undefined],
  ['another type', DER_TAG.octetString, '20501231000000Z', undefined],
]
for (const [why, tag, text, at] of times) {
  test(`time: ${why}`, () => {
    const read = derTime(readDer(encodeDer(tag, Buffer.from(text)))!)
    assert.equal(read === undefined ? undefined : new Date(read).toISOString(), at)
  })
}

const integers: readonly [why: string, bytes: string, value: number | undefined][] = [
  ['zero', '02 01 00', 0],
  ['a zero in front that is needed', '02 02 00 80', 128],
  ['a zero in front that is not', '02 02 00 7f', undefined],
  ['a negative one', '02 01 80', undefined],
  ['the largest that counts', '02 07 1f ff ff ff ff ff ff', Number.MAX_SAFE_INTEGER],
  ['one more', '02 07 20 00 00 00 00 00 00', undefined],
]
for (const [why, bytes, value] of integers) {
  test(`integer: ${why}`, () => assert.equal(derInteger(readDer(hex(bytes))!), value))
}

test('bits that are not whole bytes are no key and no signature', () => {
  assert.deepEqual(derBits(readDer(hex('03 02 00 61'))!), hex('61'))
  assert.equal(derBits(readDer(hex('03 02 01 60'))!), undefined)
})
