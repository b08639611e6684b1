import { ok, type Result } from '#fault'
import { atMost, constant, type Json, list, parsed, parseJson, readShape, type Shape } from '#json'
import { readCertificate } from './certificate.ts'
import { entryShape } from './log-entry.ts'
import { MATERIAL_LIMITS, type Material } from './material.ts'
import { bytes, message } from './proto-json.ts'

/** The type of every statement that PEP 740 knows. */
const IN_TOTO = 'application/vnd.in-toto+json'

const attestation: Shape<Material> = parsed(
  message({
    version: constant(1),
    verification_material: message({
      certificate: parsed(bytes, readCertificate),
      transparency_entries: atMost(MATERIAL_LIMITS.entries, list(entryShape)),
    }),
    envelope: message({ statement: bytes, signature: bytes }),
  }),
  ({ verification_material: { certificate: leaf, transparency_entries: entries }, envelope }) =>
    ok({
      form: 'attestation' as const,
      key: { kind: 'certificate' as const, leaf, intermediates: [] },
      content: {
        kind: 'dsse' as const,
        payloadType: IN_TOTO,
        payload: envelope.statement,
        signature: envelope.signature,
      },
      entries,
      timestamps: [],
    }),
)

/** Reads one attestation object of PEP 740, version 1, as the index serves it. */
export function readAttestation(source: string): Result<Material> {
  const document = parseJson(source, MATERIAL_LIMITS)
  return document.ok ? readAttestationJson(document.value.value) : document
}

export function readAttestationJson(value: Json): Result<Material> {
  return readShape(attestation, value)
}

/** A provenance object: attestations in bundles, each bundle from one publisher. */
const provenance = message({
  version: constant(1),
  attestation_bundles: atMost(32, list(message({ attestations: atMost(32, list(attestation)) }))),
})

/** The attestations of a provenance object of PEP 740 (`.provenance`, or the index's integrity interface), in order. */
export function readProvenanceJson(value: Json): Result<readonly Material[]> {
  const read = readShape(provenance, value)
  return read.ok ? ok(read.value.attestation_bundles.flatMap(({ attestations }) => attestations)) : read
}
