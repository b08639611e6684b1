import type { AffectedProduct } from '#cve'
import type { Product, Project } from '#project'
import { schemeNamed } from '#versions'

/** Whether a product of a record is the one that a project registers: by package URL, package or name, whichever both have. */
export function isRegistered(product: AffectedProduct, registered: Product): boolean {
  const { packageURL, packageName } = product
  if (packageURL !== undefined && registered.purl !== undefined) return packageURL === registered.purl
  if (packageName !== undefined && registered.packageName !== undefined)
    return fold(packageName) === fold(registered.packageName)
  return product.product !== undefined && fold(product.product) === fold(registered.product)
}

/** A name without what people vary when they write it from memory: capitals, blanks, hyphens, dots, underscores. */
export function fold(name: string): string {
  return name.toLowerCase().replace(/[\s._-]+/g, '')
}

/** The word that the versions of a project have for `versionType`, if all these texts are versions of it. */
export function versionTypeFor(project: Project, texts: readonly string[]): string | undefined {
  const named = schemeNamed(project.scheme)
  const word = project.template.versionType ?? (HAS_WORD.has(project.scheme) ? project.scheme : undefined)
  if (!named.ok || word === undefined) return undefined
  return texts.every((text) => named.value.parse(text).ok) ? word : undefined
}

/** The orders for which readers of records know a word. */
const HAS_WORD: ReadonlySet<string> = new Set(['python', 'semver', 'deb', 'rpm', 'maven', 'gem', 'git'])
