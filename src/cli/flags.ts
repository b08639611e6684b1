/** One flag of a command. */
export interface Flag {
  readonly type: 'boolean' | 'string'
  /** May be given several times. */
  readonly multiple?: true
  readonly short?: string
  /** What a string flag takes, in capitals: `FILE`. */
  readonly value?: string
  /** The only words it takes. */
  readonly words?: readonly string[]
  readonly about: string
}
export type Flags = Readonly<Record<string, Flag>>

/** The values of a flag table: `true | undefined`, a text, or a list of texts. */
export type Values<F extends Flags> = {
  readonly [K in keyof F]: F[K] extends { readonly multiple: true }
    ? readonly string[]
    : F[K]['type'] extends 'boolean'
      ? boolean
      : string | undefined
}

/** What comes after the flags: `ID...`, and how many. */
export interface Operands {
  readonly text: string
  readonly min: number
  readonly max: number
}

/** The flags that every command takes. */
export const COMMON_FLAGS = {
  json: { type: 'boolean', about: 'print one JSON document instead of text' },
  directory: { type: 'string', short: 'C', value: 'DIR', about: 'work as if started in DIR' },
  quiet: { type: 'boolean', short: 'q', about: 'print nothing but findings and faults' },
} as const
export type CommonFlags = typeof COMMON_FLAGS
