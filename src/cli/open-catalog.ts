import path from 'node:path'
import { findProject } from '#desk'
import { CATALOGUE_FILE } from '#desk/lint'
import { type Fault, fail, from, ok, type Result } from '#fault'
import {
  builtInCatalogue,
  type Catalogue,
  type CatalogueFile,
  type Listing,
  parseCatalogueFile,
  withCatalogueFile,
} from '#weaknesses'
import type { World } from './world.ts'

/** Bytes: both catalogues whole are 3 MB. */
const LIMIT = 16 * 1024 * 1024

export const catalogFlag = {
  catalog: {
    type: 'string',
    value: 'FILE',
    about: 'the catalogue file, if not the .steward/catalog.json of the project',
  },
} as const

/** CWE and CAPEC as a command sees them. */
export interface OpenCatalog {
  readonly catalogue: Catalogue
  /** What was read from the catalogue file; empty where there is none. */
  readonly read: CatalogueFile
  /** The catalogue file as people name it. */
  readonly name: string | undefined
}

/** The catalogue of `--catalog`, or of the project that the folder lies in, or the built-in one. */
export async function openCatalog(world: World, given: string | undefined): Promise<Result<OpenCatalog>> {
  if (given !== undefined) return readCatalog(world, path.resolve(world.folder, given))
  const file = await projectCatalog(world)
  if (!file.ok && file.fault.code !== 'PROJECT_NOT_FOUND') return file
  if (file.ok && (await world.files.exists(file.value))) return readCatalog(world, file.value)
  return ok({ catalogue: builtInCatalogue(), read: {}, name: undefined })
}

/** Absolute path of the catalogue file of the project that the folder lies in, whether it exists or not. */
export async function projectCatalog(world: World): Promise<Result<string>> {
  const project = await findProject(world.files, world.folder)
  return project.ok ? ok(path.join(project.value.root, CATALOGUE_FILE)) : project
}

export async function readCatalog(world: World, file: string): Promise<Result<OpenCatalog>> {
  const name = path.relative(world.folder, file)
  const text = await world.files.read(file, LIMIT)
  if (!text.ok) return fail(from(name, text.fault))
  const read = parseCatalogueFile(text.value, name)
  if (!read.ok) return fail(withHint(read.fault))
  return ok({ catalogue: withCatalogueFile(read.value), read: read.value, name })
}

function withHint(fault: Fault): Fault {
  return { hint: 'remove the file, and make it anew with `steward catalog update`', ...fault }
}

/** `CWE 4.19, built in` or `CWE 4.19 of 2030-01-31, from .steward/catalog.json`. */
export function sourceOf(name: 'CWE' | 'CAPEC', listing: Listing<unknown, unknown>, file: string | undefined): string {
  const version = [name, listing.version].filter((part) => part !== undefined).join(' ')
  if (!listing.whole) return `${version}, built in`
  return `${version}${listing.date === undefined ? '' : ` of ${listing.date}`}, from ${file ?? 'a file'}`
}
