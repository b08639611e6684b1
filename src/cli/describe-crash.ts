/** What went wrong and where, without what the message of an error may quote of a request. */
export function describeCrash(cause: unknown): string {
  if (!(cause instanceof Error)) return 'something that is no error was thrown'
  const places = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return [cause.name, ...places.slice(0, 8).map((line) => line.trim())].join(' ')
}
