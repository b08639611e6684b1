/** Whether the desk answered the last time it was asked. */
let answers = true
const listeners = new Set<() => void>()

export function isAnswering(): boolean {
  return answers
}

export function onAnswering(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Called after every request, with whether there was an answer of any kind. */
export function noteAnswer(came: boolean): void {
  if (answers === came) return
  answers = came
  for (const listener of listeners) listener()
}
