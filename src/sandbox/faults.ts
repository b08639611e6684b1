/**
 * Faults on purpose, so that clients can show what they do about them.
 *
 * There are two ways to ask for them: a chance for every request (`--fault 429:0.1,lost:0.02`), and an order for the next requests
 * that match (`POST /sandbox/faults`).
 *
 * @module
 */
import { type Fault, fail, ok, type Result } from '#fault'
import type { Chance } from './chance.ts'

/** What happens to a request instead of, or beside, its answer. */
export type Mishap =
  /** Nothing is done, and this status is answered. */
  | { readonly kind: 'status'; readonly status: 429 | 500 | 502 | 503 | 504 }
  /** Nothing is done, and nothing is answered: the connection stays open until the client or the server gives up. */
  | { readonly kind: 'timeout' }
  /** Everything is done, and nothing is answered. */
  | { readonly kind: 'lost' }
  /** Nothing is done, and the connection is cut. */
  | { readonly kind: 'cut' }
  /** Everything is done, later. */
  | { readonly kind: 'latency'; readonly milliseconds: number }
  /** Everything is done; readers see the record so many seconds later. */
  | { readonly kind: 'appears'; readonly seconds: number }
  /** A reservation meets another one of its organisation that is still under way. */
  | { readonly kind: 'lock' }

/** One of these for every request, with a probability. */
export interface Likelihood {
  readonly mishap: Mishap
  readonly probability: number
}

/** A mishap for the next requests that match. */
export interface FaultOrder {
  readonly method?: string
  /** The beginning of the path, `/api` included; a path that ends in `$` must be met exactly. */
  readonly path?: string
  readonly mishap: Mishap
  readonly times: number
}

/** Chooses the mishap of each request: first by the orders, in the order in which they came, then by chance. */
export class FaultPlan {
  readonly #likelihoods: readonly Likelihood[]
  readonly #chance: Chance
  #orders: readonly FaultOrder[] = []

  constructor(likelihoods: readonly Likelihood[], chance: Chance) {
    this.#likelihoods = likelihoods
    this.#chance = chance
  }

  add(orders: readonly FaultOrder[]): void {
    this.#orders = [...this.#orders, ...orders]
  }

  clear(): void {
    this.#orders = []
  }

  get orders(): readonly FaultOrder[] {
    return this.#orders
  }

  next(method: string, path: string): Mishap | undefined {
    const index = this.#orders.findIndex((order) => matches(order, method, path))
    const order = this.#orders[index]
    if (order !== undefined) {
      const left = order.times > 1 ? [{ ...order, times: order.times - 1 }] : []
      this.#orders = this.#orders.toSpliced(index, 1, ...left)
      return order.mishap
    }
    if (this.#likelihoods.length === 0) return undefined
    let draw = this.#chance.below(1_000_000) / 1_000_000
    for (const { mishap, probability } of this.#likelihoods) {
      if (draw < probability) return mishap
      draw -= probability
    }
    return undefined
  }
}

function matches(order: FaultOrder, method: string, path: string): boolean {
  if (order.method !== undefined && order.method !== method) return false
  if (order.path === undefined) return true
  return order.path.endsWith('$') ? path === order.path.slice(0, -1) : path.startsWith(order.path)
}

/** The words that `--fault` takes, with what each stands for. */
const WORDS: Readonly<Record<string, Mishap>> = {
  429: { kind: 'status', status: 429 },
  500: { kind: 'status', status: 500 },
  502: { kind: 'status', status: 502 },
  503: { kind: 'status', status: 503 },
  504: { kind: 'status', status: 504 },
  timeout: { kind: 'timeout' },
  lost: { kind: 'lost' },
  cut: { kind: 'cut' },
  lock: { kind: 'lock' },
}
const FAULT_WORDS = Object.keys(WORDS)

/** What `--fault` says: `429:0.1,500:0.05,slow=200:1,timeout:0.02`; the probabilities of all together are at most 1. */
export function parseFaults(text: string): Result<readonly Likelihood[]> {
  const likelihoods: Likelihood[] = []
  for (const part of text.split(',')) {
    const [, word = '', amount, share = ''] =
      /^([a-z0-9]{1,10})(?:=(\d{1,6}))?:(\d(?:\.\d{1,6})?)$/.exec(part.trim()) ?? []
    const mishap = mishapOf(word, amount)
    if (mishap === undefined) return fail(malformed(part))
    likelihoods.push({ mishap, probability: Number(share) })
  }
  const sum = likelihoods.reduce((total, { probability }) => total + probability, 0)
  return sum <= 1.000001
    ? ok(likelihoods)
    : fail({
        code: 'SANDBOX_FAULT',
        kind: 'invalid',
        message: `the probabilities of faults add up to ${sum}, more than 1`,
      })
}

function mishapOf(word: string, amount: string | undefined): Mishap | undefined {
  if (amount === undefined) return Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  if (word === 'slow') return { kind: 'latency', milliseconds: Number(amount) }
  return word === 'appears' ? { kind: 'appears', seconds: Number(amount) } : undefined
}

function malformed(part: string): Fault {
  return {
    code: 'SANDBOX_FAULT',
    kind: 'invalid',
    message: `cannot read ${JSON.stringify(part.slice(0, 60))} as a fault and its probability`,
    hint: `as in 500:0.05; the faults are ${FAULT_WORDS.join(', ')}, slow=MILLISECONDS and appears=SECONDS`,
  }
}

/** The mishap that a control request names, in the words of `--fault`: `500`, `lost`, `slow=200`. */
export function parseMishap(text: string): Result<Mishap> {
  const [, word = '', amount] = /^([a-z0-9]{1,10})(?:=(\d{1,6}))?$/.exec(text) ?? []
  const mishap = mishapOf(word, amount)
  return mishap === undefined ? fail(malformed(text)) : ok(mishap)
}
