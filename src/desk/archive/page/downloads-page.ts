import { type Fault, ok, type Result } from '#fault'
import {
  type Identity,
  type PolicyDocument,
  releaseInName,
  type Signer,
  type Stream,
  streamOf,
  type TrustPolicy,
  writeInstant,
} from '#trust'
import { COPY_SCRIPT, commands, day, icon, page, typed } from './document.ts'
import { html, type Markup, raw } from './markup.ts'
import { type HistoryEntry, policyPart } from './policy-part.ts'
import { table } from './table.ts'

/** What the page needs besides the policy. */
export interface DownloadsOptions {
  /** Whose downloads they are: `Lantern`. */
  readonly owner?: string
  /** A released file as an example; its name says of which release it is. */
  readonly example: string
  /** Folder of the example on the web, with `/` at its end; without it the page shows no download. */
  readonly base?: string
  /** Ending of bundles: `.sigstore`. */
  readonly ending: string
  /** Address of the policy. */
  readonly policyUrl: string
  /** Address of the OpenPGP keys. */
  readonly keysUrl?: string
  /** Where to tell about a file that fails. */
  readonly contact?: string
  /** The versions of the policy, and how each followed the one before. */
  readonly history: readonly HistoryEntry[]
}

/** How to verify a download, who signs what, and how that changes: a rendering of the policy, and of nothing else. */
export function downloadsPage(document: PolicyDocument, options: DownloadsOptions): Result<string> {
  const { policy } = document
  const found = streamOf(policy, { name: options.example, release: releaseInName(options.example) ?? '' })
  if (!found.ok) return { ok: false, fault: exampleFault(found.fault) }
  const { stream } = found.value
  const gpg = policy.streams.filter((each) => each.gpg === 'also')
  const who = options.owner === undefined ? '' : `${options.owner}: `
  const body = html`<h1>Verify a download</h1>
<p class="lede">A download is genuine when the person who looks after its branch signed exactly that file. You can check this yourself in a minute, without trusting our web server.</p>
${choice(policy, gpg)}
<h2 id="sigstore">With Sigstore</h2>
${sigstoreSteps(document, stream, options)}
<h3>What the answers mean</h3>
${answers(options)}
${gpg.length === 0 ? raw('') : gpgPart(policy, gpg, options)}
<h2 id="who">Who signs what</h2>
${signersTable(policy)}
<p class="small"><strong>Proof</strong> means that the public log's own records show the signature; a <strong>promise</strong> is the log's word that it will record it. A <strong>timestamp</strong> comes from an authority besides the log.</p>
${policyPart(document, options)}`
  const text = page({
    title: `${who}Verify a download`,
    description: `How to verify what ${options.owner ?? policy.policyId} releases, and who signs it.`,
    kind: 'verify',
    body,
    script: COPY_SCRIPT,
  })
  return ok(text)
}

function exampleFault(fault: Fault): Fault {
  return { ...fault, hint: 'name a released file with --example; its name holds the release' }
}

function choice({ streams }: TrustPolicy, gpg: readonly Stream[]): Markup {
  const releases = streams.map(({ release }) => release)
  const withGpg =
    gpg.length === 0
      ? raw('')
      : html`<div><h2><a href="#gpg">With GPG</a></h2><p>For ${names(gpg.map(({ release }) => release))}.${gpg.length === streams.length ? '' : ' The other branches have no GPG signature.'}</p></div>`
  return html`<div class="choice">
<div><h2><a href="#sigstore">With Sigstore</a></h2><p>For ${names(releases)}. There is no key to keep: you compare an identity. This is the way we recommend.</p></div>
${withGpg}
</div>`
}

/** `3.12, 3.13 and 3.14`, each as a machine would read it. */
function names(words: readonly string[]): Markup {
  const shown = words.map((word) => html`<span class="mono">${word}</span>`)
  return html`${shown.map((word, i) => html`${raw(i === 0 ? '' : i === shown.length - 1 ? ' and ' : ', ')}${word}`)}`
}

function sigstoreSteps(document: PolicyDocument, stream: Stream, options: DownloadsOptions): Markup {
  const { base, ending, policyUrl } = options
  const example = shellWord(options.example)
  const bundle = shellWord(options.example + ending)
  const signer = identityOf(document.policy, stream.signers[0])
  const file = shellWord(fileOf(policyUrl))
  // A name alone leads from the page to the file, and curl nowhere.
  const isAddress = /^https?:/.test(policyUrl)
  const download =
    base === undefined
      ? raw('')
      : commands('Download', [
          typed(`curl -O ${shellWord(base + options.example)}`),
          typed(`curl -O ${shellWord(base + options.example + ending)}`),
        ])
  const python = [
    typed('python -m sigstore verify identity \\'),
    html`    --cert-identity ${shellWord(signer.san)} \\`,
    html`    --cert-oidc-issuer ${shellWord(signer.issuer)} \\`,
    html`    ${ending === '.sigstore.json' ? '' : `--bundle ${bundle} `}${example}`,
  ]
  const cosign = [
    typed(`cosign verify-blob ${example} \\`),
    html`    --bundle ${bundle} \\`,
    html`    --certificate-identity ${shellWord(signer.san)} \\`,
    html`    --certificate-oidc-issuer ${shellWord(signer.issuer)}`,
  ]
  return html`<ol class="steps">
<li><h3>Get the file and its bundle</h3>
<p>The bundle has the same name with <code>${ending}</code> at the end and lies beside the file.</p>
${download}</li>
<li><h3>Get the trust policy, once</h3>
<p>It says who may sign which branch, and when. Later versions are accepted only when they are signed by the people named in the one you have.${isAddress ? '' : html` Save <a href="${policyUrl}">${fileOf(policyUrl)}</a>, which lies beside this page.`}</p>
${commands('Trust policy', [
  ...(isAddress ? [typed(`curl -O ${shellWord(policyUrl)}`)] : []),
  typed(`steward trust verify ${file} \\`),
  html`    --anchor ${document.digest}`,
])}</li>
<li><h3>Verify</h3>
<p>No network is needed for this step.</p>
${commands('With Steward', [typed(`steward release verify ${example} --policy ${file}`)])}
<details class="box"><summary>With sigstore-python</summary>${commands('sigstore-python', python)}</details>
<details class="box"><summary>With cosign</summary>${commands('cosign', cosign)}</details></li>
</ol>`
}

/** One word for a shell: people paste these commands, and names come from others. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** The last step of an address. */
function fileOf(url: string): string {
  return url.split('/').at(-1) || url
}

function identityOf({ identities }: TrustPolicy, signer: Signer | undefined): Identity {
  const identity = identities.get(signer?.identity ?? '')
  if (identity === undefined) throw new Error('a stream of a checked policy has no signer')
  return identity
}

function answers({ contact }: DownloadsOptions): Markup {
  const tell = contact === undefined ? html`tell us` : html`<a href="${contact}">tell us</a>`
  const rows = [
    [
      'pass',
      html`The right person signed exactly this file, at a time when they looked after the branch.`,
      html`Use it.`,
    ],
    [
      'incomplete',
      html`The signature fits, but something that proves it is missing: mostly when it was made. This happens with a <code>.crt</code> and <code>.sig</code> pair without a log entry.`,
      html`Get the bundle, or another copy of the file. Do not use it as if it had passed.`,
    ],
    [
      'fail',
      html`The file, the person, the issuer or the time is wrong. The answer says which.`,
      html`Do not use it. Delete it, download it again from us, and ${tell} if it fails again.`,
    ],
  ] as const
  return table(
    ['Answer', 'What it means', 'What to do'],
    rows.map(([verdict, means, then]) => [
      html`<span class="st ${verdict}">${icon(verdict)}${verdict}</span>`,
      means,
      then,
    ]),
  )
}

function gpgPart(policy: TrustPolicy, gpg: readonly Stream[], { example, keysUrl }: DownloadsOptions): Markup {
  const keys = keysUrl === undefined ? 'keys.asc' : fileOf(keysUrl)
  const get = keysUrl === undefined ? [] : [typed(`curl -O ${shellWord(keysUrl)}`)]
  const fingerprints = keyRows(policy, gpg)
  const compare =
    fingerprints.length === 0
      ? html`<p>Compare the fingerprint with one from a second source.</p>`
      : html`<p>Compare the fingerprint with the one below, from a second source if you can.</p>`
  return html`<h2 id="gpg">With GPG</h2>
<ol class="steps">
<li><h3>Import our keys, once</h3>${commands('Keys', [...get, typed(`gpg --import ${shellWord(keys)}`)])}
${compare}</li>
<li><h3>Verify</h3>${commands('GPG', [typed(`gpg --verify ${shellWord(`${example}.asc`)} ${shellWord(example)}`)])}
<p>A warning that the key is <q>not certified with a trusted signature</q> is normal. A wrong fingerprint is not.</p></li>
</ol>
${fingerprints.length === 0 ? raw('') : table(['Branches', 'Key of', 'Fingerprint'], fingerprints)}`
}

/** One row for each key, with the branches whose signers hold it. */
function keyRows(policy: TrustPolicy, gpg: readonly Stream[]): readonly (readonly Markup[])[] {
  return [...policy.identities].flatMap(([name, { san, openpgp }]) => {
    const branches = gpg.filter(({ signers }) => signers.some(({ identity }) => identity === name))
    if (branches.length === 0) return []
    return openpgp.map((fingerprint) => [
      names(branches.map(({ release }) => release)),
      html`<span class="mono">${san}</span>`,
      html`<code>${(fingerprint.match(/.{4}/g) ?? []).join(' ')}</code>`,
    ])
  })
}

function signersTable(policy: TrustPolicy): Markup {
  const rows = policy.streams.toReversed().flatMap((stream) =>
    stream.signers.map((signer) => {
      const { san, issuer } = identityOf(policy, signer)
      const asked = stream.threshold > 1 ? `${stream.evidence}, ${stream.threshold} signers` : stream.evidence
      return [
        html`<span class="mono">${stream.release}</span>`,
        html`<span class="mono">${san}</span>`,
        html`<span class="mono">${issuer}</span>`,
        when(signer),
        html`${asked}`,
        html`${stream.gpg === 'also' ? 'Yes' : 'No'}`,
      ]
    }),
  )
  return table(['Branch', 'Signed by', 'Issuer', 'When', 'Evidence asked for', 'GPG too'], rows)
}

function when({ from, until }: Signer): Markup {
  if (from === null) return until === null ? html`Always` : html`Until ${day(writeInstant(until))}`
  const since = html`Since ${day(writeInstant(from))}`
  return until === null ? since : html`${since}, until ${day(writeInstant(until))}`
}
