import type { Terminal } from '#cli'

/** The terminal that this process was started in. */
export function localTerminal(): Terminal {
  const interactive = process.stderr.isTTY === true
  let status = ''
  const clear = (): void => {
    if (status !== '') process.stderr.write('\r\u001b[K')
    status = ''
  }
  // `steward ... | head` closes the pipe early: that is the reader's right, and no crash.
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(0)
    throw cause
  })
  return {
    write: (text) => void process.stdout.write(text),
    out: (line) => {
      clear()
      process.stdout.write(`${line}\n`)
    },
    err: (line) => {
      clear()
      process.stderr.write(`${line}\n`)
    },
    status: (line) => {
      if (!interactive) return
      clear()
      status = line
      process.stderr.write(line)
    },
    ask: async (question) => {
      const readline = await import('node:readline/promises')
      const asker = readline.createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await asker.question(question)
      } catch (cause) {
        // Ctrl-C and Ctrl-D: the person left.
        if ((cause as Error).name === 'AbortError') return undefined
        throw cause
      } finally {
        asker.close()
      }
    },
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    interactive: interactive && process.stdin.isTTY === true,
    columns: process.stdout.columns ?? 100,
  }
}
