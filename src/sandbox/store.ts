import type { Journal } from './journal.ts'
import { Memory } from './memory.ts'
import type { Change, StateView } from './state.ts'

/** The state of the sandbox: read from memory, written to the journal first. */
export class Store {
  readonly #memory = new Memory()
  readonly #journal: Journal

  constructor(journal: Journal) {
    this.#journal = journal
    this.#memory.apply(journal.read())
  }

  get state(): StateView {
    return this.#memory
  }

  /** When this returns, the changes are durable and visible; when it throws, neither. */
  commit(changes: readonly Change[]): void {
    if (changes.length === 0) return
    this.#journal.keep(changes)
    this.#memory.apply(changes)
  }

  close(): void {
    this.#journal.close()
  }
}
