import { z } from 'zod'
import type { AttackPatternView, CvssView, WeaknessView } from '#desk/advisories'

export const WeaknessShape: z.ZodType<WeaknessView> = z
  .object({
    id: z.string().describe('CWE-79'),
    name: z.string(),
    kind: z.string().describe('weakness, category or view'),
    abstraction: z.string().exactOptional().describe('Pillar, Class, Base, Variant, Compound'),
    mapping: z.string().describe('Whether MITRE lets it be named as the weakness of a vulnerability'),
    mappingMeans: z.string().describe('The same as one sentence'),
    advisedAgainst: z.boolean(),
    description: z.string().exactOptional(),
    parents: z.array(z.string()),
    suggestions: z.array(z.object({ id: z.string(), comment: z.string().exactOptional() })),
    attackPatterns: z.array(z.string()),
  })
  .meta({ id: 'Weakness', description: 'An entry of CWE' })

export const WeaknessList: z.ZodType<{ readonly items: readonly WeaknessView[] }> = z
  .object({ items: z.array(WeaknessShape) })
  .meta({ id: 'WeaknessList', description: 'Best first' })

export const AttackPatternShape: z.ZodType<AttackPatternView> = z
  .object({
    id: z.string().describe('CAPEC-132'),
    name: z.string(),
    kind: z.string(),
    abstraction: z.string().exactOptional().describe('Meta, Standard, Detailed'),
    description: z.string().exactOptional(),
    weaknesses: z.array(z.string()).describe('CWE entries that it exploits'),
  })
  .meta({ id: 'AttackPattern', description: 'An entry of CAPEC' })

export const AttackPatternList: z.ZodType<{ readonly items: readonly AttackPatternView[] }> = z
  .object({ items: z.array(AttackPatternShape) })
  .meta({ id: 'AttackPatternList', description: 'Best first' })

export const CatalogueQuery: z.ZodType<{ readonly q: string; readonly limit?: number }> = z.object({
  q: z.string().max(200).describe('An identifier, a number, or words'),
  limit: z.coerce.number().int().min(1).max(100).exactOptional(),
})

export const VectorWish: z.ZodType<{ readonly vector: string }> = z
  .object({ vector: z.string().max(1000).describe('CVSS 2.0 to 4.0, as the specification writes it') })
  .meta({ id: 'VectorWish' })

export const Cvss: z.ZodType<CvssView> = z
  .object({
    vector: z.string(),
    version: z.string(),
    score: z.number(),
    severity: z.string(),
    words: z.string().describe('One sentence for people'),
    answers: z.array(z.object({ metric: z.string(), question: z.string(), answer: z.string() })),
  })
  .meta({ id: 'Cvss', description: 'A vector with its score and what it says in words' })
