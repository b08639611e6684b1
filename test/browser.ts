import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Where a Chromium may be, best first: the one named, the system's, Playwright's own, and the one among the packages. */
const PLACES: readonly (() => string | undefined | Promise<string | undefined>)[] = [
  () => process.env.STEWARD_CHROMIUM,
  () => ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/chromium-browser'].find((file) => existsSync(file)),
  () => [chromium.executablePath()].find((file) => existsSync(file)),
  async () => {
    // Told that it runs in a bare container, the package unpacks the libraries that such a machine lacks as well.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x'
    const { default: packaged } = await import('@sparticuz/chromium')
    const executable = await packaged.executablePath()
    process.env.FONTCONFIG_FILE ??= fontsOfSystemAnd(process.env.FONTCONFIG_PATH ?? '')
    return executable
  },
]

/** Starts the first Chromium that answers. Throws with every attempt when there is none. */
export async function launch(): Promise<Browser> {
  const attempts: string[] = []
  for (const place of PLACES) {
    try {
      const executablePath = await place()
      if (executablePath === undefined) continue
      execFileSync(executablePath, ['--version'], { stdio: 'pipe' })
      return await chromium.launch({ executablePath, args: FLAGS })
    } catch (thrown) {
      attempts.push(thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown))
    }
  }
  throw new Error(`no Chromium: ${attempts.join('; ') || 'none was found'}`)
}

/** The packaged Chromium looks only at its own one font, which has no fixed width; this lets it see those of the system too. */
function fontsOfSystemAnd(packaged: string): string {
  const file = path.join(os.tmpdir(), 'steward-fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<fontconfig>
  <dir>${packaged}</dir>
  <cachedir>${path.join(os.tmpdir(), 'fonts-cache')}</cachedir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
</fontconfig>
`,
  )
  return file
}
