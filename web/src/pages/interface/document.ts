import { useQuery } from '@tanstack/react-query'
import { Problem } from '../../data/problem.ts'

/** The parts of an OpenAPI 3.1 document that the page draws. */
export interface ApiDocument {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, ApiSchema>> }
}

export interface ApiOperation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly ApiParameter[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: ApiSchema }>> }
  readonly responses?: Readonly<Record<string, ApiResponse>>
}

export interface ApiParameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: ApiSchema
}

interface ApiResponse {
  readonly description?: string
  readonly content?: Readonly<Record<string, { readonly schema?: ApiSchema }>>
}

export interface ApiSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly items?: ApiSchema
  readonly properties?: Readonly<Record<string, ApiSchema>>
  readonly required?: readonly string[]
  readonly anyOf?: readonly ApiSchema[]
  readonly oneOf?: readonly ApiSchema[]
  readonly additionalProperties?: boolean | ApiSchema
}

/** The document that the desk writes from its own routes. */
export function useDocument() {
  return useQuery({
    queryKey: ['openapi.json'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<ApiDocument> => {
      const response = await fetch('/api/openapi.json', { signal, credentials: 'same-origin' })
      if (!response.ok) throw await Problem.from(response)
      return (await response.json()) as ApiDocument
    },
  })
}

/** One operation with its place: what a line of the page shows. */
export interface Operation {
  readonly method: string
  readonly path: string
  readonly operation: ApiOperation
}

/** Operations by their first tag, in the order of the document. */
export function byTag({ paths }: ApiDocument): ReadonlyMap<string, readonly Operation[]> {
  const groups = new Map<string, Operation[]>()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? 'Others'
      const group = groups.get(tag) ?? []
      group.push({ method: method.toUpperCase(), path, operation })
      groups.set(tag, group)
    }
  }
  return groups
}

/** The name after `#/components/schemas/`. */
export function nameOf({ $ref }: ApiSchema): string | undefined {
  return $ref?.split('/').at(-1)
}

/** A type in a few words: `string`, `Case`, `list of Clock`, `"low" or "high"`. */
export function typeWords(schema: ApiSchema | undefined): string {
  if (schema === undefined) return 'anything'
  const name = nameOf(schema)
  if (name !== undefined) return name
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return schema.enum.map((each) => JSON.stringify(each)).join(' or ')
  const either = schema.anyOf ?? schema.oneOf
  if (either !== undefined) return either.map(typeWords).join(' or ')
  if (schema.type === 'array') return `list of ${typeWords(schema.items)}`
  if (schema.type === 'object' && typeof schema.additionalProperties === 'object') {
    return `map to ${typeWords(schema.additionalProperties)}`
  }
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.join(' or ') ?? 'anything')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}
