import type { ReactNode } from 'react'
export function SignIn(): ReactNode {
  return null
}
