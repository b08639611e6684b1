import path from 'node:path'
import { type AdpContainer, type CnaContainer, type CveRecord, parseCve } from '#cve'
import type { Files } from '#desk'
import { type Fault, fail, from, ok, type Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import { isObject, type Json, parseJson } from '#json'

/** CVE Services take no larger record than 3.8 MB; what is larger is no record. Bytes. */
const RECORD_LIMIT = 16 * 1024 * 1024

/** What a file has to say of an ID. */
export interface Subject {
  readonly id: CveId
  /** The file, or the facts it was rendered from. */
  readonly source: string
  readonly container: CnaContainer
  /** The whole record, where the file has it. */
  readonly record?: CveRecord
}

/**
 * Reads a record, or the container of a CNA, bare or in `cnaContainer`. A container does not say which ID it is for: that is
 * `wanted`, or the file's name.
 */
export async function readSubject(
  files: Files,
  file: string,
  source: string,
  wanted: CveId | undefined,
): Promise<Result<Subject>> {
  const content = await files.read(file, RECORD_LIMIT)
  if (!content.ok) return fail(from(source, content.fault))
  const read = parseCve(content.value)
  if (!read.ok) return fail(from(source, read.fault))
  if (read.value.kind === 'record') {
    const { record } = read.value
    const id = parseCveId(record.cveMetadata.cveId)
    if (!id.ok) return fail(from(source, id.fault))
    if (wanted !== undefined && wanted !== id.value) return fail(otherId(source, id.value, wanted))
    return ok({ id: id.value, source, container: record.containers.cna, record })
  }
  const id = wanted ?? idInName(file)
  return id === undefined ? fail(noId(source)) : ok({ id, source, container: read.value.container })
}

/** Reads a publisher's container (ADP), bare or in `adpContainer`; it is for the ID `wanted`, or the one in the file's name. */
export async function readAdp(
  files: Files,
  file: string,
  source: string,
  wanted: CveId | undefined,
): Promise<Result<{ readonly id: CveId; readonly container: AdpContainer }>> {
  const id = wanted ?? idInName(file)
  if (id === undefined) return fail(noId(source))
  const content = await files.read(file, RECORD_LIMIT)
  if (!content.ok) return fail(from(source, content.fault))
  const document = parseJson(content.value)
  if (!document.ok) return fail(from(source, document.fault))
  const container = adpContainerIn(document.value.value)
  return container.ok ? ok({ id, container: container.value }) : fail(from(source, container.fault))
}

/** The container of a publisher, bare or in `adpContainer`. */
export function adpContainerIn(value: Json): Result<AdpContainer> {
  const inner = isObject(value) && 'adpContainer' in value ? (value.adpContainer ?? null) : value
  if (isObject(inner) && 'containers' in inner) return fail(notAlone())
  // The fields that are read are the same for both kinds of containers; the schema tells them apart later.
  const read = parseCve({ cnaContainer: inner })
  if (!read.ok) return read
  return read.value.kind === 'container' ? ok(read.value.container) : fail(notAlone())
}

/** `CVE-2030-1001.json`, `CVE-2030-1001-draft.json`. */
function idInName(file: string): CveId | undefined {
  const name = /^CVE-[0-9]{4}-[0-9]{4,19}(?![0-9])/.exec(path.basename(file))?.[0]
  const id = name === undefined ? undefined : parseCveId(name)
  return id?.ok === true ? id.value : undefined
}

function noId(source: string): Fault {
  return {
    code: 'CNA_NO_ID',
    kind: 'invalid',
    message: 'this container does not say which CVE ID it is for',
    place: { source },
    hint: 'name it with --id CVE-..., or name the file CVE-2030-1001.json',
  }
}

function otherId(source: string, found: CveId, wanted: CveId): Fault {
  return {
    code: 'CNA_OTHER_ID',
    kind: 'conflict',
    message: `the record is of ${found}, and --id says ${wanted}`,
    place: { source },
  }
}

function notAlone(): Fault {
  return {
    code: 'CNA_NOT_ADP',
    kind: 'invalid',
    message: 'this is a whole record, and what is sent is one container',
    hint: 'take the container out of containers.adp',
  }
}
