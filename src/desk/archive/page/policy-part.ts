import { diffPolicies, type PolicyDocument, type VerifiedUpdate, writeInstant } from '#trust'
import { day, icon } from './document.ts'
import { html, type Markup, raw } from './markup.ts'
import { table } from './table.ts'

/** One version of a policy, and how it followed the one before. */
export interface HistoryEntry {
  readonly document: PolicyDocument
  /** Absent for the first version. */
  readonly update?: VerifiedUpdate
}

/** How the policy changes, and its versions where there are several. */
export function policyPart(
  { policy, digest }: PolicyDocument,
  { policyUrl, history }: { readonly policyUrl: string; readonly history: readonly HistoryEntry[] },
): Markup {
  const role = policy.policyRole
  const people = new Set(role?.members.map(({ identity }) => identity)).size
  const signed =
    people === 1
      ? html`the one person named in the version before has signed it`
      : html`${role?.threshold ?? 0} of the ${people} people named in the version before have signed it`
  const follows =
    role === undefined
      ? html`Nobody can change it by signature: pin its digest anew when it changes.`
      : html`A new version counts only when ${signed}, so whoever trusts one version can follow to the next without asking us.`
  const versions = history.length < 2 ? raw('') : versionsTable(history)
  return html`<h2 id="policy">The trust policy and how it changes</h2>
<p>The table above is a rendering of <a href="${policyUrl}"><code>${policyUrl.split('/').at(-1) || policyUrl}</code></a>, version ${String(policy.version)}, valid until ${day(writeInstant(policy.expires))}. ${follows}</p>
<div class="say quiet"><p><strong>For packagers:</strong> pin the digest of one version. Ship it with <code>chain.json</code>, and <code>steward trust verify</code> follows the chain offline. This version is <code class="hash">${digest.replace('sha256:', '')}</code>.</p></div>
${versions}`
}

function versionsTable(history: readonly HistoryEntry[]): Markup {
  const rows = history
    .map(({ document, update }, i) => {
      const { policy, digest } = document
      const before = history[i - 1]
      const changes =
        before === undefined
          ? ['First version here']
          : diffPolicies(before.document.policy, policy).map(({ message }) => message)
      const isLast = i === history.length - 1
      const current = isLast ? html` <span class="st pass">${icon('pass')}current</span>` : raw('')
      return [
        html`${String(policy.version)}${current}`,
        day(writeInstant(policy.issuedAt)),
        html`${changes.length === 0 ? 'Nothing in meaning' : `${changes.join('. ')}.`}`,
        html`${update === undefined ? 'pinned' : update.signers.join(', ')}`,
        html`<code class="hash">${digest.replace('sha256:', '')}</code>`,
      ]
    })
    .toReversed()
  return table(['Version', 'Issued', 'What changed', 'Signed by', 'SHA-256'], rows)
}
