import type { Page } from 'playwright-core'

/** What a person did on a page, as the page itself saw it. */
export interface Effort {
  /** Presses of a pointer. A button that was pressed by a key is none. */
  readonly clicks: number
  /** Fields whose value the person changed, by their labels; each once, however often. */
  readonly fields: readonly string[]
}

/**
 * Counts what a person does from now on, in every page that is opened. It listens in the page, before the application does, and takes
 * only what the browser calls trusted: what a script does is no effort of a person.
 */
export async function countEffort(page: Page): Promise<() => Promise<Effort>> {
  const clicks: string[] = []
  const fields = new Set<string>()
  await page.exposeFunction('effortOfPerson', (kind: 'click' | 'field', what: string) => {
    if (kind === 'click') clicks.push(what)
    else fields.add(what)
  })
  await page.addInitScript(() => {
    const tell = (kind: 'click' | 'field', what: string): void =>
      (globalThis as unknown as { effortOfPerson(kind: string, what: string): void }).effortOfPerson(kind, what)
    addEventListener(
      'click',
      (event) => {
        const target = event.target instanceof HTMLElement ? event.target.innerText || event.target.ariaLabel : ''
        if (event.isTrusted && event.detail > 0) tell('click', target ?? '')
      },
      true,
    )
    for (const kind of ['input', 'change']) {
      addEventListener(
        kind,
        (event) => {
          const field = event.target
          if (!event.isTrusted || !(field instanceof HTMLElement)) return
          const labels = 'labels' in field ? (field.labels as NodeListOf<HTMLLabelElement> | null) : null
          tell('field', field.ariaLabel ?? labels?.[0]?.innerText.split('\n')[0] ?? field.id)
        },
        true,
      )
    }
  })
  return async () => ({ clicks: clicks.length, fields: [...fields] })
}

/** Measures, in the page, how long each key takes until what it wrote was painted. Milliseconds, in the order of the keys. */
export async function measureKeys(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { keyTimes: times })
    addEventListener(
      'keydown',
      (event) => {
        const start = event.timeStamp
        // The frame is painted after the callbacks of the frame; a message is handled after that.
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => times.push(performance.now() - start)
          channel.port2.postMessage(undefined)
        })
      },
      true,
    )
  })
  return () => page.evaluate(() => (globalThis as unknown as { keyTimes: number[] }).keyTimes)
}

/**
 * Measures, in the page, how long after each answered edit what is missing was painted anew. Milliseconds, in the order of the edits;
 * only edits that change what is missing are seen. To be called before the page is opened.
 */
export async function measureReadiness(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.addInitScript(() => {
    const times: number[] = []
    Object.assign(globalThis, { readinessTimes: times })
    let answered: number | undefined
    const real = globalThis.fetch
    globalThis.fetch = async (input, init) => {
      const answer = await real(input, init)
      if (init?.method === 'PATCH') answered = performance.now()
      return answer
    }
    const seen = new MutationObserver(() => {
      if (answered === undefined) return
      const start = answered
      answered = undefined
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        channel.port1.onmessage = () => times.push(performance.now() - start)
        channel.port2.postMessage(undefined)
      })
    })
    const look = setInterval(() => {
      const rail = document.querySelector('aside[aria-label="Readiness"]')
      if (rail === null) return
      clearInterval(look)
      seen.observe(rail, { subtree: true, childList: true, characterData: true })
    }, 10)
  })
  return () => page.evaluate(() => (globalThis as unknown as { readinessTimes: number[] }).readinessTimes)
}

/** The value below which `share` of all lie; there must be some. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

/** Marks of errors that a person sees at the moment: refused fields, messages beside them, alerts. */
export async function visibleErrors(page: Page): Promise<readonly string[]> {
  const marks = page.locator('[aria-invalid="true"], .field .err, .field.invalid, [role="alert"], .failure, .note.bad')
  const shown: string[] = []
  for (const mark of await marks.all()) {
    if (await mark.isVisible())
      shown.push((await mark.innerText()).trim() || (await mark.evaluate((each) => each.outerHTML)))
  }
  return shown
}
