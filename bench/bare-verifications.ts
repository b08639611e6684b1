import crypto from 'node:crypto'

/**
 * The bare operations of node:crypto that a bundle needs: the certificate under a P-384 key; certificate log, promise, checkpoint and
 * file under P-256 keys. Nobody verifies with less.
 */
export function bareVerifications(): () => boolean {
  const data = crypto.randomBytes(1200)
  const signed = (namedCurve: string, hash: string): (() => boolean) => {
    const { publicKey, privateKey } = crypto.generateKeyPairSync('ec', { namedCurve })
    const signature = crypto.sign(hash, data, privateKey)
    return () => crypto.verify(hash, data, publicKey, signature)
  }
  const operations = [signed('secp384r1', 'sha384'), ...Array.from({ length: 4 }, () => signed('prime256v1', 'sha256'))]
  return () => operations.every((holds) => holds())
}
