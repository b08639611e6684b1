import type { ReactNode } from 'react'
import type { AccountView } from '#desk/people'
import { Reading } from '../../data/reading.tsx'
import { useRead } from '../../data/reads.ts'
import { useTitle } from '../../frame/title.ts'
import { SkeletonLines } from '../../pieces/states.tsx'
import { PageHead } from '../../pieces/surfaces.tsx'
import { Passkeys } from './passkeys.tsx'
import { PassphraseForm } from './passphrase-form.tsx'
import { Profile } from './profile.tsx'
import { Sessions } from './sessions.tsx'
import { Tokens } from './tokens.tsx'

/** One's own account: name, ways to sign in, where one is signed in, and tokens for programs. */
export function Account(): ReactNode {
  useTitle('My account')
  const account = useRead<AccountView>('/me')
  return (
    <>
      <PageHead title="My account" lede="How you come in, where you are signed in, and what your programs may do." />
      <Reading of={account} what="your account" shape={<SkeletonLines lines={6} />}>
        {(view) => (
          <>
            <Profile key={view.version} account={view} />
            <Passkeys />
            <PassphraseForm account={view} />
            <Sessions />
            <Tokens />
          </>
        )}
      </Reading>
    </>
  )
}
