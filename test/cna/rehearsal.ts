/**
 * A sandbox in this process, and clients of it that wait for nothing.
 *
 * @module
 */
import assert from 'node:assert/strict'
import { type Clock, connect, type Means, PATIENCE } from '#adapters/cve-services'
import type { CnaContainer } from '#cve'
import { ApiKey, type CveServices } from '#desk/cna'
import type { Result } from '#fault'
import { type CveId, parseCveId } from '#ids'
import type { Json } from '#json'
import { startSandbox } from '#sandbox'

export const ORG = 'LSF'
export const ADP = 'lanternadp'
export const USER = 'alex@lantern.example'
/** Nothing that the program prints may have this in it. */
export const KEY = 'Zq7-rehearsal-KEY-never-shown-0123456789'

/** A clock on which waiting takes no time; what was waited for is written down. */
export function virtualClock(random = 0.5): Clock & { readonly waits: number[] } {
  const waits: number[] = []
  let now = Date.parse('2030-02-20T09:00:00Z')
  return {
    waits,
    now: () => now,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
      now += milliseconds
    },
    random: () => random,
  }
}

export function meansWith(differs: Partial<Means> = {}): Means {
  return {
    fetch,
    clock: virtualClock(),
    patience: PATIENCE,
    bounds: { timeout: 5_000, answer: 8 * 1024 * 1024 },
    agent: 'steward/test',
    ...differs,
  }
}

export interface Rehearsal {
  readonly url: string
  as(org: string, user?: string, key?: string): CveServices<'sandbox'>
  /** Orders mishaps for the next requests, in the words of the sandbox: `lost`, `500`, `cut`. */
  order(...faults: readonly { fault: string; method?: string; path?: string; times?: number }[]): Promise<void>
  close(): Promise<void>
}

/** `timeout`: how long a client waits for an answer, in milliseconds. */
export async function rehearse(timeout = 5_000): Promise<Rehearsal> {
  const started = await startSandbox({
    org: ORG,
    user: USER,
    key: KEY,
    adp: ADP,
    years: ['2030', '2031'],
    randomSeed: 7,
  })
  assert(started.ok, JSON.stringify(started))
  const { url, close } = started.value
  const base = url.replace(/\/$/, '')
  const means = meansWith({ bounds: { timeout, answer: 8 * 1024 * 1024 } })
  return {
    url: base,
    close,
    as: (org, user = USER, key = KEY) =>
      connect({ target: 'sandbox', url: base }, { org, user, key: new ApiKey(key) }, means),
    async order(...faults) {
      const answer = await fetch(`${new URL(url).origin}/sandbox/faults`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'CVE-API-ORG': ORG,
          'CVE-API-USER': USER,
          'CVE-API-KEY': KEY,
        },
        body: JSON.stringify({ faults }),
      })
      assert.equal(answer.status, 200, await answer.text())
    },
  }
}

/** The value, or a failed test that tells the fault. */
export function got<T>(result: Result<T>): T {
  assert(result.ok, result.ok ? '' : JSON.stringify(result.fault))
  return result.value
}

/** Code and kind of the fault, or a failed test. */
export function faultOf(result: Result<unknown>): string {
  assert(!result.ok, `no fault: ${JSON.stringify(result)}`)
  return `${result.fault.code} ${result.fault.kind}`
}

export async function all<T>(listing: AsyncIterable<Result<T>>): Promise<readonly T[]> {
  const found: T[] = []
  for await (const each of listing) found.push(got(each))
  return found
}

export function idOf(text: string): CveId {
  return got(parseCveId(text))
}

/** A container that fits the schema and passes every rule of the level error; `title` makes it another one. */
export function containerSaying(title: string): CnaContainer {
  return {
    providerMetadata: { orgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61' },
    title,
    descriptions: [
      {
        lang: 'en',
        value:
          'Lantern follows a symbolic link while it removes a temporary directory, so that a local user can remove the files of another user.',
      },
    ],
    affected: [
      {
        vendor: 'Lantern Software Foundation',
        product: 'Lantern',
        defaultStatus: 'unaffected',
        versions: [{ version: '3.12.0', lessThan: '3.13.9', status: 'affected', versionType: 'python' }],
      },
    ],
    problemTypes: [
      { descriptions: [{ lang: 'en', description: 'CWE-59 Link Following', cweId: 'CWE-59', type: 'CWE' }] },
    ],
    references: [{ url: 'https://lantern.example/advisories/LSF-2030-1', tags: ['vendor-advisory'] }],
    metrics: [
      {
        cvssV3_1: {
          version: '3.1',
          vectorString: 'CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:H/A:N',
          baseScore: 5.5,
          baseSeverity: 'MEDIUM',
        },
      },
    ],
  }
}

export const rejection: CnaContainer & Json = {
  providerMetadata: { orgId: '3f1b9c52-6a0d-4c1e-9d2a-5b7f0c8e4a61' },
  rejectedReasons: [{ lang: 'en', value: 'Not a vulnerability.' }],
}
