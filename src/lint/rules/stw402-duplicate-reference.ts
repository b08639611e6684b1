import type { RecordReference } from '#cve'
import { addressKey } from '../address-key.ts'
import type { Edit, RecordRule } from '../rule.ts'

export const duplicateReference: RecordRule = {
  code: 'STW402',
  name: 'duplicate-reference',
  on: 'record',
  level: 'error',
  what: 'No two references lead to the same page. Capitals in the host, the port that is meant anyway, a slash at the end and an empty fragment make no other page.',
  why: 'Readers see the page twice, with a part of its tags each time. The schema refuses only two references that are equal in everything, tags and all.',
  fixes: true,
  example: {
    wrong: {
      container: {
        references: [
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory'] },
          { url: 'https://Lantern.example/advisories/LSF-2030-4/', tags: ['mitigation'] },
        ],
      },
    },
    right: {
      container: {
        references: [
          { url: 'https://lantern.example/advisories/LSF-2030-4', tags: ['vendor-advisory', 'mitigation'] },
          { url: 'https://lantern.example/advisories/LSF-2030-5', tags: ['related'] },
        ],
      },
    },
  },

  check({ base, container: { references = [] } }, report) {
    if (references.length < 2) return
    const firsts = new Map<string, number>()
    for (let i = 0; i < references.length; i++) {
      const reference = references[i]
      if (reference === undefined) continue
      const key = addressKey(reference.url)
      const first = firsts.get(key)
      const before = first === undefined ? undefined : references[first]
      if (first === undefined || before === undefined) {
        firsts.set(key, i)
        continue
      }
      // Two that are equal in everything are for the rule of the schema.
      if (isEqual(before, reference)) continue
      const at = `${base}/references/${first}`
      report({
        at: `${base}/references/${i}`,
        message: `leads to the page of ${at} once more`,
        fix: {
          does: `joins it with ${at}`,
          edits: [...merge(before, reference, at), { op: 'remove', at: `${base}/references/${i}` }],
        },
      })
    }
  },
}

function isEqual(a: RecordReference, b: RecordReference): boolean {
  const [some = [], others = []] = [a.tags, b.tags]
  return (
    a.url === b.url &&
    a.name === b.name &&
    (a.tags === undefined) === (b.tags === undefined) &&
    some.length === others.length &&
    some.every((tag, i) => tag === others[i])
  )
}

/** What gives `first`, which stands at `at`, the tags and the name of `second`. */
function merge(first: RecordReference, second: RecordReference, at: string): readonly Edit[] {
  const known = first.tags ?? []
  const tags = [...new Set([...known, ...(second.tags ?? [])])]
  const edits: Edit[] = []
  if (tags.length > known.length) edits.push({ op: 'add', at: `${at}/tags`, value: tags })
  if (first.name === undefined && second.name !== undefined)
    edits.push({ op: 'add', at: `${at}/name`, value: second.name })
  return edits
}
