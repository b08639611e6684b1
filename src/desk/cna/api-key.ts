/**
 * A secret of CVE Services. It shows itself to nobody: not as text, not as JSON, not to an inspector; only {@link reveal} gives
 * it, to the header that carries it and to the person who asked for a new one.
 */
export class ApiKey {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  /** The same text without the key in it: servers and proxies may send back what they were sent. */
  hideIn(text: string): string {
    return this.#text === '' ? text : text.replaceAll(this.#text, SHOWN)
  }

  toString(): string {
    return SHOWN
  }

  toJSON(): string {
    return SHOWN
  }
}

const SHOWN = '[API key]'
