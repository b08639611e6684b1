/**
 * Runs statements of one transaction side by side, so that they make one journey to the server. Ends when all have ended, with the
 * first failure if there was one: a statement that went on behind the end of its transaction would not be part of it.
 */
export async function together<T extends readonly unknown[]>(
  statements: readonly [...T],
): Promise<{ readonly [I in keyof T]: Awaited<T[I]> }> {
  try {
    return (await Promise.all(statements)) as { readonly [I in keyof T]: Awaited<T[I]> }
  } finally {
    await Promise.allSettled(statements)
  }
}
