import path from 'node:path'
import { tellStory } from '#adapters/git'
import { demoJobs } from '#desk/demo'
import type { PeopleDesk } from '#desk/people'
import type { JobHandler } from '#desk/store'
import { SANDBOX_CNA } from './desk-sandbox.ts'
import type { Rooms } from './rooms.ts'

export interface DemoSettings {
  readonly rooms: Rooms
  readonly people: PeopleDesk
  /** Absolute path of the data folder. */
  readonly data: string
  readonly passphrase: string
}

/** What plants the demo foundation when the set-up asks for it. Its repositories lie in `demo` in the data folder. */
export function demoFoundation({ rooms, people, data, passphrase }: DemoSettings): readonly JobHandler[] {
  const { projects, advisories, review, publishing, board, cases } = rooms
  const folder = path.join(data, 'demo')
  return demoJobs({
    ...{ people, projects, advisories, review, publishing, board, cases, passphrase },
    tell: (slug, story) => tellStory(folder, slug, story),
    originOf: (slug) => path.join(folder, slug),
    sandbox: SANDBOX_CNA,
  })
}

/** Four words and a number that are easy to say and hard to guess: 40 bits, for people who are not there. */
export function demoPassphrase(randomness: (bytes: number) => Uint8Array): string {
  const bytes = randomness(6)
  const words = [...bytes.subarray(0, 4)].map((byte) => WORDS[byte % WORDS.length])
  return `${words.join('-')}-${((bytes[4]! << 8) | bytes[5]!).toString().padStart(5, '0')}`
}

const WORDS = [
  ...['amber', 'anvil', 'apple', 'arrow', 'aspen', 'badge', 'basil', 'beach', 'birch', 'bloom', 'brick', 'brook'],
  ...['cable', 'candle', 'cedar', 'chalk', 'cider', 'clay', 'cloud', 'clover', 'cobalt', 'copper', 'coral', 'crane'],
  ...['dawn', 'delta', 'dew', 'dune', 'ember', 'fable', 'feather', 'fern', 'field', 'flint', 'forge', 'frost'],
  ...['garnet', 'ginger', 'glade', 'grain', 'grove', 'harbour', 'hazel', 'heath', 'hollow', 'indigo', 'iris', 'ivory'],
  ...['juniper', 'kettle', 'lagoon', 'lark', 'ledge', 'lilac', 'linen', 'maple', 'meadow', 'mint', 'moss', 'nectar'],
  ...['oak', 'olive', 'orchid', 'otter'],
]
