import './set-up.css'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { SessionView } from '#desk/people'
import { useChange } from '../../data/changes.ts'
import type { Problem } from '../../data/problem.ts'
import { useRead } from '../../data/reads.ts'
import { send } from '../../data/request.ts'
import { keepSession } from '../../data/session.ts'
import { useTitle } from '../../frame/title.ts'
import { Button, ButtonLink } from '../../pieces/button.tsx'
import { TextField } from '../../pieces/field.tsx'
import { Note } from '../../pieces/surfaces.tsx'
import { TargetBadge } from '../../pieces/target.tsx'
import { say } from '../../pieces/toast.tsx'
import { Door } from '../sign-in/door.tsx'
import { NewPassphrase, passphraseFault } from '../sign-in/new-passphrase.tsx'

type Start = 'demo' | 'project' | 'nothing'

const STARTS: readonly (readonly [Start, string, string])[] = [
  [
    'demo',
    'A demo foundation',
    'Three projects with real small repositories, and ten vulnerabilities in every state, to try everything at once.',
  ],
  [
    'project',
    'My first project',
    'A path or address of a repository. Branches, tags and versions are proposed for you to confirm.',
  ],
  ['nothing', 'Nothing', 'An empty desk. Import files or records later.'],
]

const TITLES = ['Who are you?', 'Which foundation is this?', 'What should the desk start with?']

/** The first run, by the one-time link that the program printed: an account, the foundation, and what to start with. */
export function SetUp(): ReactNode {
  useTitle('Set up')
  const [secret] = useState(() => location.hash.slice(1))
  const session = useRead<SessionView>('/session')
  const [step, setStep] = useState(0)
  const [problem, setProblem] = useState<Problem>()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [shortName, setShortName] = useState('')
  const [longName, setLongName] = useState('')
  const [wish, setWish] = useState<Start>('demo')
  const navigate = useNavigate()
  const starts = STARTS.filter(([each]) => each !== 'demo' || session.data?.offersDemo !== false)
  const start = starts.some(([each]) => each === wish) ? wish : 'project'
  const finish = useChange(
    () =>
      send<SessionView>('POST', '/setup', {
        secret,
        name: name.trim(),
        email: email.trim(),
        passphrase,
        foundation: { short_name: shortName.trim(), long_name: longName.trim() },
        demo: start === 'demo',
      }),
    {
      done: (opened) => {
        keepSession(opened)
        if (start === 'demo') {
          say({
            title: 'The demo foundation is being made',
            detail: 'Three repositories are written and read; they appear here in a moment.',
          })
        }
        void navigate({ to: start === 'project' ? '/projects/new' : '/', replace: true })
      },
      failed: (each) => {
        setProblem(each)
        if (each.code === 'PASSPHRASE_WEAK') setStep(0)
      },
    },
  )

  // Between the answer and the next page the desk is set up already: by this very page.
  if (session.data?.needsSetUp === false && !finish.isSuccess) {
    return (
      <Door title="This desk is set up" about="Its first account exists. Others come in by an invitation.">
        <ButtonLink to="/sign-in" kind="primary" size="lg">
          Sign in
        </ButtonLink>
      </Door>
    )
  }
  if (secret === '') {
    return (
      <Door
        title="The link is missing"
        about="The program printed a one-time link when it started. Open that one: whoever has it makes the first account."
      >
        <p className="small muted">It looks like this, with a long secret at its end:</p>
        <code className="secret">{`${location.origin}/set-up#…`}</code>
      </Door>
    )
  }
  const missing = missingOf(step, { name, email, passphrase, shortName, longName })
  return (
    <Door wide title={TITLES[step] ?? ''} caption={`Step ${step + 1} of 3`} about={<StepWords step={step} />}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (missing !== undefined || finish.isPending) return
          setProblem(undefined)
          if (step < 2) setStep(step + 1)
          else finish.mutate(undefined)
        }}
      >
        {problem !== undefined && (
          <div role="alert">
            <Note tone="bad">
              {problem.sentence}
              {problem.hint !== undefined && ` ${problem.hint.charAt(0).toUpperCase()}${problem.hint.slice(1)}.`}
            </Note>
          </div>
        )}
        {step === 0 && (
          <>
            <TextField label="Name" autoComplete="name" value={name} onChange={setName} maxLength={100} />
            <TextField
              label="Mail address"
              type="email"
              autoComplete="username"
              value={email}
              onChange={setEmail}
              maxLength={254}
              help="You sign in with it. The desk sends no mail."
            />
            <NewPassphrase value={passphrase} onChange={setPassphrase} />
          </>
        )}
        {step === 1 && (
          <>
            <TextField
              label="Name of the foundation"
              autoComplete="organization"
              value={longName}
              onChange={setLongName}
              maxLength={300}
            />
            <TextField
              label="Short name"
              mono
              value={shortName}
              onChange={setShortName}
              maxLength={32}
              error={isShortName(shortName) ? undefined : 'Letters, digits and _ . - only, 2 to 32 of them, no blanks.'}
              help="As the CVE Program knows you, or as you would like to be known."
            />
          </>
        )}
        {step === 2 && (
          <fieldset className="stack">
            <legend className="sr">What to start with</legend>
            {starts.map(([each, words, about]) => (
              <label key={each} className="pick">
                <input type="radio" name="start" checked={start === each} onChange={() => setWish(each)} />
                <span>
                  <strong>{words}</strong>
                  <span className="muted small">{about}</span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <div className="row nowrap">
          <Button kind="primary" size="lg" type="submit" busy={finish.isPending} unavailable={missing}>
            {step < 2 ? 'Continue' : 'Open the desk'}
          </Button>
          {step > 0 && (
            <Button kind="ghost" size="lg" onClick={() => setStep(step - 1)}>
              Back
            </Button>
          )}
        </div>
      </form>
    </Door>
  )
}

function StepWords({ step }: { readonly step: number }): ReactNode {
  if (step === 0) return <p>The first account has every right. It invites the others and says what they may do.</p>
  if (step === 1) return <p>The names stand in the records that you publish. You can change them later.</p>
  return (
    <>
      <p>
        Everything runs on this machine. The target is the sandbox, a faithful copy of the CVE service that nobody else
        can see. Production stays locked until an administrator adds a key.
      </p>
      <p className="row">
        <TargetBadge target="sandbox" />
        <span className="small muted">no request leaves this machine</span>
      </p>
    </>
  )
}

interface Given {
  readonly name: string
  readonly email: string
  readonly passphrase: string
  readonly shortName: string
  readonly longName: string
}

function missingOf(step: number, given: Given): string | undefined {
  if (step === 0) {
    if (given.name.trim() === '') return 'Write your name first.'
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(given.email.trim())) return 'Write your mail address first.'
    return passphraseFault(given.passphrase)
  }
  if (step === 1) {
    if (given.longName.trim() === '') return 'Write the name of the foundation first.'
    if (!isShortName(given.shortName)) return 'Write a short name first.'
  }
  return undefined
}

/** What CVE Services take as the short name of an organisation. */
function isShortName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{1,31}$/u.test(text.trim())
}
