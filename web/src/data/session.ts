import type { Operation, SessionView, SignedIn } from '#desk/people'
import { keyOf, queries, useRead } from './reads.ts'
import { type Answer, request } from './request.ts'

const PATH = '/session'

/** Asks once who is signed in and how to come in; later answers come from what is kept. */
export async function readSession(): Promise<SessionView> {
  const answer = await queries.ensureQueryData<Answer<SessionView>>({
    queryKey: keyOf(PATH),
    queryFn: () => request<SessionView>('GET', PATH),
  })
  return answer.value
}

/** Takes over the session that signing in answered with, so that the next page need not ask for it. */
export function keepSession(session: SessionView): void {
  queries.setQueryData<Answer<SessionView>>(keyOf(PATH), { value: session, version: undefined })
}

/** Who is signed in. Pages inside the frame are drawn only when somebody is. */
export function useSession(): SignedIn {
  const { data } = useRead<SessionView>(PATH)
  if (data?.me === undefined) throw new Error('a page of the desk is drawn without a session')
  return data.me
}

/** Whether this person may do it: for the whole foundation, in this project, or with no project named in any. */
export function useMay(): (operation: Operation, project?: string) => boolean {
  const { can, canIn } = useSession()
  return (operation, project) =>
    can.includes(operation) ||
    (project === undefined
      ? Object.values(canIn).some((operations) => operations.includes(operation))
      : (canIn[project] ?? []).includes(operation))
}
