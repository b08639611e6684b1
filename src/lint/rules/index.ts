import type { DeskRule, OsvRule, RecordRule, Rule } from '../rule.ts'
import { cveId } from './stw001-cve-id.ts'
import { stateTransition } from './stw002-state-transition.ts'
import { schema } from './stw003-schema.ts'
import { dataVersion } from './stw004-data-version.ts'
import { unknownField } from './stw005-unknown-field.ts'
import { strayCharacters } from './stw006-stray-characters.ts'
import { placeholder } from './stw007-placeholder.ts'
import { confidential } from './stw008-confidential.ts'
import { englishDescription } from './stw101-english-description.ts'
import { repeatedLanguage } from './stw102-repeated-language.ts'
import { title } from './stw103-title.ts'
import { descriptionLength } from './stw104-description-length.ts'
import { plainValue } from './stw105-plain-text.ts'
import { descriptionContent } from './stw106-description-content.ts'
import { proseContradiction } from './stw107-prose-contradiction.ts'
import { creditInProse } from './stw108-credit-in-prose.ts'
import { otherIdentifier } from './stw109-other-identifier.ts'
import { stateInProse } from './stw110-state-in-prose.ts'
import { readability } from './stw111-readability.ts'
import { affectedProduct } from './stw201-affected-product.ts'
import { productNames } from './stw202-product-names.ts'
import { defaultStatus } from './stw203-default-status.ts'
import { versionPhrase } from './stw204-version-phrase.ts'
import { versionPlaceholder } from './stw205-version-placeholder.ts'
import { versionSyntax } from './stw206-version-syntax.ts'
import { versionType } from './stw207-version-type.ts'
import { emptyRange } from './stw208-empty-range.ts'
import { overlappingEntries } from './stw209-overlapping-entries.ts'
import { changesOrder } from './stw210-changes-order.ts'
import { changesCrossBranches } from './stw211-changes-cross-branches.ts'
import { inclusiveBound } from './stw212-inclusive-bound.ts'
import { missingBranch } from './stw213-missing-branch.ts'
import { unknownRelease } from './stw214-unknown-release.ts'
import { outdatedRange } from './stw215-outdated-range.ts'
import { uncoveredPrereleases } from './stw216-uncovered-prereleases.ts'
import { gitRange } from './stw217-git-range.ts'
import { nothingAffected } from './stw218-nothing-affected.ts'
import { osvDifference } from './stw219-osv-difference.ts'
import { packageUrl } from './stw220-package-url.ts'
import { cpeDifference } from './stw221-cpe-difference.ts'
import { repository } from './stw222-repository.ts'
import { weaknessNamed } from './stw301-weakness.ts'
import { weaknessName } from './stw302-weakness-name.ts'
import { cvssScore } from './stw303-cvss-score.ts'
import { presetScore } from './stw304-preset-score.ts'
import { severity } from './stw305-severity.ts'
import { metricScenarios } from './stw306-metric-scenarios.ts'
import { referenceAddress } from './stw401-reference-address.ts'
import { duplicateReference } from './stw402-duplicate-reference.ts'
import { publicReference } from './stw403-public-reference.ts'
import { referenceTags } from './stw404-reference-tags.ts'
import { branchPatch } from './stw405-branch-patch.ts'
import { reachableLink } from './stw406-reachable-link.ts'
import { ownAdvisory } from './stw407-own-advisory.ts'
import { credits } from './stw501-credits.ts'
import { timeline } from './stw502-timeline.ts'
import { publicDate } from './stw503-public-date.ts'
import { unsupportedWhenAssigned } from './stw504-unsupported-when-assigned.ts'
import { disputed } from './stw505-disputed.ts'
import { rejection } from './stw506-rejection.ts'
import { discovery } from './stw507-discovery.ts'
import { overdueRecord } from './stw601-overdue-record.ts'
import { unusedIdentifier } from './stw602-unused-identifier.ts'
import { outOfScope } from './stw603-out-of-scope.ts'
import { secondPerson } from './stw604-second-person.ts'
import { earlyRecord } from './stw605-early-record.ts'
import { peopleWhoWait } from './stw606-people-who-wait.ts'
import { publicFace } from './stw607-public-face.ts'
import { target } from './stw608-target.ts'
import { osvSchema } from './stw701-osv-schema.ts'
import { osvDates } from './stw702-osv-dates.ts'
import { osvEvents } from './stw703-osv-events.ts'
import { listedVersions } from './stw704-listed-versions.ts'
import { identifierLists } from './stw705-identifier-lists.ts'
import { osvId } from './stw706-osv-id.ts'
import { withdrawn } from './stw707-withdrawn.ts'
import { osvSeverity } from './stw708-osv-severity.ts'

/** The rules for CVE records, by their codes: one file each. */
export const RECORD_RULES: readonly RecordRule[] = [
  cveId,
  stateTransition,
  schema,
  dataVersion,
  unknownField,
  strayCharacters,
  placeholder,
  confidential,
  englishDescription,
  repeatedLanguage,
  title,
  descriptionLength,
  plainValue,
  descriptionContent,
  proseContradiction,
  creditInProse,
  otherIdentifier,
  stateInProse,
  readability,
  affectedProduct,
  productNames,
  defaultStatus,
  versionPhrase,
  versionPlaceholder,
  versionSyntax,
  versionType,
  emptyRange,
  overlappingEntries,
  changesOrder,
  changesCrossBranches,
  inclusiveBound,
  missingBranch,
  unknownRelease,
  outdatedRange,
  uncoveredPrereleases,
  gitRange,
  nothingAffected,
  osvDifference,
  packageUrl,
  cpeDifference,
  repository,
  weaknessNamed,
  weaknessName,
  cvssScore,
  presetScore,
  severity,
  metricScenarios,
  referenceAddress,
  duplicateReference,
  publicReference,
  referenceTags,
  branchPatch,
  reachableLink,
  ownAdvisory,
  credits,
  timeline,
  publicDate,
  unsupportedWhenAssigned,
  disputed,
  rejection,
  discovery,
  target,
]

/** The rules for the work of a CNA as a whole. */
export const DESK_RULES: readonly DeskRule[] = [
  overdueRecord,
  unusedIdentifier,
  outOfScope,
  secondPerson,
  earlyRecord,
  peopleWhoWait,
  publicFace,
]

/** The rules for OSV records. */
export const OSV_RULES: readonly OsvRule[] = [
  osvSchema,
  osvDates,
  osvEvents,
  listedVersions,
  identifierLists,
  osvId,
  withdrawn,
  osvSeverity,
]

/** Every rule, in the order of the codes. */
export const RULES: readonly Rule[] = [...RECORD_RULES, ...DESK_RULES, ...OSV_RULES].sort((a, b) =>
  a.code < b.code ? -1 : 1,
)
