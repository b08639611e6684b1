export type { CveForm, SchemaError } from './schema-error.ts'
export { validateCve } from './validate.ts'
