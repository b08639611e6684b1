/** The headers that say how much of the limit is left, and whether this request is one too many. */
export interface Taken {
  readonly exceeded: boolean
  readonly shown: Readonly<Record<string, string>>
}

/** So many requests in each window, all readers together, as CVE Services limit their two public routes. */
export class RateLimit {
  readonly #most: number
  readonly #window: number // milliseconds
  readonly #time: () => number
  #started = 0
  #count = 0

  /** `time` is the machine's, in milliseconds: a clock that an exercise has stopped must not block readers for ever. */
  constructor(most: number, seconds: number, time: () => number) {
    this.#most = most
    this.#window = seconds * 1000
    this.#time = time
  }

  take(): Taken {
    const now = this.#time()
    if (now - this.#started >= this.#window) {
      this.#started = now
      this.#count = 0
    }
    this.#count++
    const exceeded = this.#count > this.#most
    const reset = Math.ceil((this.#started + this.#window - now) / 1000)
    return {
      exceeded,
      shown: {
        'RateLimit-Policy': `${this.#most};w=${this.#window / 1000}`,
        'RateLimit-Limit': String(this.#most),
        'RateLimit-Remaining': String(Math.max(0, this.#most - this.#count)),
        'RateLimit-Reset': String(reset),
        ...(exceeded && { 'Retry-After': String(reset) }),
      },
    }
  }
}
