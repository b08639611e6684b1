/**
 * CWE and CAPEC: names, mapping and hierarchy of weaknesses and attack patterns.
 *
 * CWE and CAPEC are (c) The MITRE Corporation; see NOTICE.
 *
 * @module
 */
export { builtInCatalogue } from './built-in.ts'
export type { AttackPattern, Catalogue, Listing, Suggestion, Weakness } from './catalogue.ts'
export { type CatalogueFile, parseCatalogueFile, withCatalogueFile, writeCatalogueFile } from './catalogue-file.ts'
export { type Change, diffListings, isSameListing, type ListingDiff, seemsPartial } from './diff.ts'
export { findAttackPatterns, findWeaknesses } from './find.ts'
export { attackPattern, isNameOf, nameAttackPattern, nameWeakness, weakness } from './look-up.ts'
export { isAdvisedAgainst, MAPPING_MEANINGS, type Mapping } from './mapping.ts'
export { type OfficialCatalogue, parseOfficialCatalogue } from './parse-official.ts'
