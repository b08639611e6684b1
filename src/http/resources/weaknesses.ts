import { explainVector, searchAttackPatterns, searchWeaknesses } from '#desk/advisories'
import type { App } from '../app.ts'
import { answer } from '../problem.ts'
import { AttackPatternList, CatalogueQuery, Cvss, VectorWish, WeaknessList } from '../shapes/weaknesses.ts'

/** CWE, CAPEC and CVSS: what everybody may know, in words. */
export function weaknesses(app: App): void {
  const tags = ['Catalogues']
  const config = { access: 'signed-in' } as const

  app.get(
    '/weaknesses',
    {
      config,
      schema: {
        tags,
        summary: 'Entries of CWE for words',
        querystring: CatalogueQuery,
        response: { 200: WeaknessList },
      },
    },
    async ({ query }) => ({ items: [...searchWeaknesses(query.q, query.limit)] }),
  )

  app.get(
    '/attack-patterns',
    {
      config,
      schema: {
        tags,
        summary: 'Entries of CAPEC for words',
        querystring: CatalogueQuery,
        response: { 200: AttackPatternList },
      },
    },
    async ({ query }) => ({ items: [...searchAttackPatterns(query.q, query.limit)] }),
  )

  app.post(
    '/cvss',
    {
      config,
      schema: { tags, summary: 'Score a vector and say it in words', body: VectorWish, response: { 200: Cvss } },
    },
    async (request, reply) => answer(reply, explainVector(request.body.vector)),
  )
}
