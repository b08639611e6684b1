import { useRead } from './reads.ts'

/** Who is signed in at which desk. */
export interface Session {
  readonly person: { readonly id: string; readonly name: string; readonly email: string; readonly roles: string }
  readonly foundation: { readonly name: string }
}

export const SESSION_PATH = '/session'

/** The session; pages inside the frame are drawn only when there is one. */
export function useSession(): Session {
  const { data } = useRead<Session>(SESSION_PATH)
  if (data === undefined) throw new Error('a page of the desk is drawn without a session')
  return data
}
