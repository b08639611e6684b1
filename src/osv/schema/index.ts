export { type OsvSchemaError, validateOsv } from './validate.ts'
