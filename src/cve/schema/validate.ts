import type { Json } from '#json'
import type { Check } from './check.ts'
import { compile } from './compile.ts'
import { adpContainer, cnaPublishedContainer, cnaRejectedContainer } from './containers.ts'
import { recordDefinition } from './record.ts'
import type { CveForm, SchemaError } from './schema-error.ts'
import type { Trail } from './trail.ts'

/**
 * Everything in which a value is not what the CVE Record Format 5.2.0 says; nothing where it is valid. Records of 5.0 and 5.1 are
 * valid by the same definitions. The verdict is that of the official schema; the words are our own, and there are no guesses by
 * trial: a record is held against the definition of its state, a version entry against what its fields make of it.
 *
 * Errors stand in the order of the fields, missing fields behind those that are there. After a hundred, one more says that there
 * are others.
 */
export function validateCve(value: Json, form: CveForm): readonly SchemaError[] {
  const trail: Trail = { steps: [], errors: [] }
  checkFor(value, form)(value, 0, trail)
  return trail.errors
}

function checkFor(value: Json, form: CveForm): Check {
  switch (form) {
    case 'record':
      return compile(recordDefinition(value))
    case 'cnaPublishedContainer':
      return compile(cnaPublishedContainer)
    case 'cnaRejectedContainer':
      return compile(cnaRejectedContainer)
    case 'adpContainer':
      return compile(adpContainer)
  }
}
