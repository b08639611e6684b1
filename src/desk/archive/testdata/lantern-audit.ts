import { type Audit, type AuditedSubject, AuditRecord, type AuditRow, type PassedOver, type Spool } from '#desk/archive'

/** As an automatic release is signed: longer than a column. */
export const WORKFLOW =
  'https://github.com/lantern-foundation/lantern/.github/workflows/release.yml@refs/tags/v3.13.1'

/** A check of a project that does not exist: a pass with proof; fields given replace its own. */
export function check(fields: Partial<AuditRow> = {}): AuditRow {
  const name = fields.name ?? 'lantern-3.14.2.tgz'
  return {
    name,
    path: `3.14.2/${name}`,
    release: '3.14.2',
    stream: 'lantern-3.14',
    sha256: 'ab'.repeat(32),
    material: '.sigstore',
    source: `3.14.2/${name}.sigstore`,
    format: '0.3',
    verdict: 'pass',
    code: null,
    diagnosis: null,
    identity: 'ruta@lantern.example',
    issuer: 'https://forge.example/login/oauth',
    expected: { identity: 'ruta@lantern.example', issuer: 'https://forge.example/login/oauth' },
    evidence: 'proof',
    signedAt: '2030-03-02T14:06:00Z',
    rules: ['/streams/0/signers/0'],
    repair: null,
    signature: 'c2lnbmF0dXJl',
    ...fields,
  }
}

/** A file with its checks. */
export function audited(rows: readonly AuditRow[], fields: Partial<AuditedSubject> = {}): AuditedSubject {
  const [first] = rows
  return {
    name: first?.name ?? 'lantern-3.14.2.tgz',
    path: first?.path ?? '3.14.2/lantern-3.14.2.tgz',
    release: first?.release ?? null,
    stream: first?.stream ?? null,
    sha256: first?.sha256 ?? null,
    known: [],
    isPresent: true,
    gpg: 'none',
    hasAsc: false,
    hasSbom: false,
    openpgp: null,
    rows,
    ...fields,
  }
}

/** Lines in memory. */
function heldLines(isSorted: boolean): Spool {
  const held: string[] = []
  return {
    add: (line) => void held.push(line),
    lines: () => (isSorted ? held.toSorted() : held),
    fault: undefined,
    close: () => undefined,
  }
}

export function auditOf(
  subjects: readonly AuditedSubject[],
  passedOver: readonly PassedOver[] = [{ path: '3.14.2/latest', kind: 'link' }],
): Audit {
  const record = new AuditRecord({ inOrder: () => heldLines(false), sorted: () => heldLines(true) })
  for (const subject of subjects) record.add(subject)
  for (const each of passedOver) record.passOver(each)
  return record.finish({
    place: '/srv/lantern',
    at: '2030-03-18T07:12:00Z',
    policy: { id: 'org.lantern', version: 7, digest: `sha256:${'5b'.repeat(32)}` },
    roots: ['6c'.repeat(32)],
  })
}

/** What is to be looked at first, as `level CODE`. */
export function anomaliesOf(
  subjects: readonly AuditedSubject[],
  passedOver: readonly PassedOver[] = [],
): readonly string[] {
  return [...auditOf(subjects, passedOver).anomalies()].map(({ level, code }) => `${level} ${code}`)
}

/** One of everything, with names and reasons as an attacker would choose them. */
export function lanternAudit(): Audit {
  const evil = '<img src=x onerror=alert(1)>.tgz'
  return auditOf([
    audited([check()]),
    audited([
      check({
        name: 'lantern-3.14.1.tgz',
        sha256: '01'.repeat(32),
        evidence: 'promise',
        format: '0.1',
        repair: { kind: 'add-checkpoint', from: 'dump.json' },
        diagnosis: 'no checkpoint in the bundle: newer tools refuse it',
      }),
    ]),
    audited([
      check({ name: evil, sha256: '02'.repeat(32), verdict: 'fail', code: 'TRUST_IDENTITY', diagnosis: 'signed by "</script><script>alert(1)</script>", not by ruta@lantern.example', identity: '"><script>alert(2)</script>', evidence: null }),
    ]),
    audited([
      check({ name: 'lantern-3.13.1.tgz', release: '3.13.1', stream: 'lantern-3.13', sha256: '03'.repeat(32), material: '.sig+.crt', verdict: 'incomplete', code: 'SIGNED_TIME_ABSENT', diagnosis: 'nobody who is trusted says when it was signed', identity: WORKFLOW, evidence: null, signedAt: null, repair: { kind: 'backfill', from: null } }),
    ]),
    audited([
      check({ name: 'lantern-3.13.0.tgz', release: '3.13.0', stream: 'lantern-3.13', sha256: '04'.repeat(32), material: null, source: null, verdict: 'unsigned', code: 'SIGNATURE_ABSENT', diagnosis: 'no Sigstore signature beside it', identity: null, issuer: null, evidence: null, signedAt: null, signature: null }),
    ]),
  ])
}
