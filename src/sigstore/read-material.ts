import { fail, ok, type Result } from '#fault'
import { isObject, type Json, parseJson } from '#json'
import { readAttestationJson, readProvenanceJson } from './attestation.ts'
import { readBundleJson } from './bundle.ts'
import { materialOfEntry, readCosignBundleJson } from './cosign.ts'
import { MATERIAL_LIMITS, type Material } from './material.ts'
import { readRekorFileJson } from './rekor-json.ts'

/** Reads a signature kept in one JSON file, of any of its forms; a provenance object holds several. */
export function readMaterials(source: string): Result<readonly Material[]> {
  const document = parseJson(source, MATERIAL_LIMITS)
  return document.ok ? readMaterialsJson(document.value.value) : document
}

/** The same from a value. The form is told by the field that no other form has. */
export function readMaterialsJson(value: Json): Result<readonly Material[]> {
  if (!isObject(value)) return unknown()
  if ('mediaType' in value) return one(readBundleJson(value))
  if ('attestation_bundles' in value) return readProvenanceJson(value)
  if ('envelope' in value) return one(readAttestationJson(value))
  if ('base64Signature' in value) return one(readCosignBundleJson(value))
  if (!('SignedEntryTimestamp' in value)) return unknown()
  const entry = readRekorFileJson(value)
  return entry.ok ? one(materialOfEntry(entry.value)) : entry
}

function one(read: Result<Material>): Result<readonly Material[]> {
  return read.ok ? ok([read.value]) : read
}

function unknown(): Result<never, 'MATERIAL_UNKNOWN'> {
  return fail({
    code: 'MATERIAL_UNKNOWN',
    kind: 'invalid',
    message: 'cannot read as a signature: it is no Sigstore bundle, attestation, cosign bundle or .rekor file',
  })
}
