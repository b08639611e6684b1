import {
  type InfiniteData,
  keepPreviousData,
  QueryCache,
  QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { Problem } from './problem.ts'
import { type Answer, request, withQuery } from './request.ts'

/** What is read is kept by its path, part by part, so that an event can make stale everything below `/vulnerabilities/X`. */
export function keyOf(path: string): readonly string[] {
  const [place = '', query = ''] = path.split('?')
  const steps = place.split('/').filter((step) => step !== '')
  return query === '' ? steps : [...steps, `?${query}`]
}

export const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (Problem.of(error).status === 401) signInAgain()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && Problem.of(error).status === 0 && Problem.of(error).code === 'NO_ANSWER',
      retryDelay: 600,
      networkMode: 'always', // the desk is often on this machine: being offline says nothing
    },
    mutations: { networkMode: 'always' },
  },
})

/** The session has ended meanwhile: the person signs in and comes back to where they are. */
function signInAgain(): void {
  const { pathname, search } = location
  if (pathname !== '/sign-in') location.assign(withQuery('/sign-in', { to: `${pathname}${search}` }))
}

interface ReadOptions<T> {
  /** Ask again after so many milliseconds; with a function, as long as it gives a number. */
  readonly every?: number | ((value: T | undefined) => number | false)
  /** Keep showing what was there while another path is read: lists that are filtered. */
  readonly keep?: boolean
}

/** Reads one resource of the interface; `undefined` reads nothing yet. */
export function useRead<T>(path: string | undefined, options: ReadOptions<T> = {}): UseQueryResult<T> {
  const answer = useAnswer<T>(path, options)
  return { ...answer, data: answer.data?.value } as UseQueryResult<T>
}

/** Like {@link useRead}, with the version for `If-Match`. */
export function useAnswer<T>(path: string | undefined, options: ReadOptions<T> = {}): UseQueryResult<Answer<T>> {
  const { every } = options
  return useQuery<Answer<T>>({
    queryKey: keyOf(path ?? '/nothing'),
    queryFn: ({ signal }) => request<T>('GET', path ?? '/', { signal }),
    enabled: path !== undefined,
    ...(every !== undefined && {
      refetchInterval: typeof every === 'number' ? every : ({ state }) => every(state.data?.value),
    }),
    ...(options.keep === true && { placeholderData: keepPreviousData }),
  })
}

/** Begins to read what is asked for in a moment and is not there yet. A failure is told to whoever asks then. */
export function readAhead(...paths: readonly string[]): void {
  for (const path of paths) {
    void queries.prefetchQuery({
      queryKey: keyOf(path),
      queryFn: ({ signal }) => request('GET', path, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    })
  }
}

/** One page of a list that goes on: `next` is the cursor of the following page. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next?: string | undefined
}

/** Reads a list page by page; `fetchNextPage` goes on. */
export function usePages<P extends Page<unknown>>(
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>> = {},
): UseInfiniteQueryResult<InfiniteData<P>> {
  return useInfiniteQuery({
    queryKey: [...keyOf(withQuery(path, query)), 'pages'],
    queryFn: async ({ pageParam, signal }) =>
      (await request<P>('GET', withQuery(path, { ...query, cursor: pageParam }), { signal })).value,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: P) => last.next,
    placeholderData: (before) => before,
  })
}

/** Makes everything at and below these paths be read again. */
export async function refresh(...paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => queries.invalidateQueries({ queryKey: [...keyOf(path)] })))
}

/** {@link refresh} of what somebody is waiting for, and of everything else at and below `path` when that has come. */
export async function refreshFirst(first: string, path: string): Promise<void> {
  await refresh(first)
  const awaited = keyOf(first)
  await queries.invalidateQueries({
    queryKey: [...keyOf(path)],
    predicate: ({ queryKey }) => !awaited.every((step, place) => queryKey[place] === step),
  })
}

/** Makes the lists at these paths be read again, whatever their filters, and nothing below them. */
export async function refreshList(...paths: readonly string[]): Promise<void> {
  const lists = paths.map(keyOf)
  await queries.invalidateQueries({
    predicate: ({ queryKey }) =>
      lists.some(
        (list) =>
          list.every((step, place) => queryKey[place] === step) &&
          queryKey.slice(list.length).every((step) => step === 'pages' || String(step).startsWith('?')),
      ),
  })
}
