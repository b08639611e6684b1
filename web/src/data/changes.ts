import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { say, type Toast } from '../pieces/toast.tsx'
import { Problem } from './problem.ts'
import { refresh } from './reads.ts'

interface ChangeOptions<Input, Output> {
  /** Paths whose readings are stale afterwards. */
  readonly touches?: readonly string[] | ((output: Output, input: Input) => readonly string[])
  /** What to say when it worked. */
  readonly said?: Toast | ((output: Output, input: Input) => Toast | undefined)
  /** What follows, such as going to another page; readings are refreshed after it. */
  readonly done?: (output: Output, input: Input) => unknown
  /** Takes the failure over; otherwise a toast says it. */
  readonly failed?: (problem: Problem, input: Input) => void
}

/** A change to the desk: carries it out, makes what it touches be read again, and says how it went. */
export function useChange<Input, Output>(
  work: (input: Input) => Promise<Output>,
  options: ChangeOptions<Input, Output> = {},
): UseMutationResult<Output, Error, Input> {
  return useMutation({
    mutationFn: work,
    onSuccess: async (output, input) => {
      const { touches = [], said, done } = options
      const toast = typeof said === 'function' ? said(output, input) : said
      if (toast !== undefined) say(toast)
      await done?.(output, input)
      await refresh(...(typeof touches === 'function' ? touches(output, input) : touches))
    },
    onError: (thrown, input) => {
      const problem = Problem.of(thrown)
      if (options.failed) options.failed(problem, input)
      else say({ tone: 'bad', title: problem.sentence, ...(problem.hint !== undefined && { detail: problem.hint }) })
    },
  })
}
