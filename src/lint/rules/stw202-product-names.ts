import { quote } from '#fault'
import type { Product } from '#project'
import { EXAMPLE_PROJECT } from '../example-world.ts'
import { fold, isRegistered } from '../registered-product.ts'
import type { RecordRule, Report } from '../rule.ts'
import type { ProductView } from '../subject.ts'

export const productNames: RecordRule = {
  code: 'STW202',
  name: 'product-names',
  on: 'record',
  level: 'error',
  what: '`vendor`, `product` and `packageName` are names: no dash, no `n/a`, no URL, nothing that a form left in its field. With a project at hand, they are the names that the project registers, letter for letter.',
  why: 'Scanners find a product by these names. A record under a name that nobody uses warns nobody, and one product under two spellings is two products.',
  cnaRules: ['names-product'],
  uses: ['project'],
  fixes: true,
  example: {
    wrong: {
      container: {
        affected: [{ vendor: 'Lantern software foundation', product: 'lantern', defaultStatus: 'affected' }],
      },
      world: { project: EXAMPLE_PROJECT },
    },
    right: {
      container: {
        affected: [{ vendor: 'Lantern Software Foundation', product: 'lantern', defaultStatus: 'affected' }],
      },
      world: { project: EXAMPLE_PROJECT },
    },
  },

  check({ products, world }, report) {
    for (const view of products) {
      const { vendor, product, packageName } = view.product
      checkVendor(vendor, view, report)
      checkName('product', product, view, report)
      checkName('packageName', packageName, view, report)
      const registered = world.project?.product
      if (registered !== undefined && isRegistered(view.product, registered)) checkSpelling(view, registered, report)
    }
  },
}

/** What stands where nothing was to be said, in lower case. */
const NOTHING = ['', '-', '--', '/', '.', '?', 'not available', 'not applicable']

/** Words for something that is not known. There are packages of such names. */
const UNKNOWN = ['none', 'null', 'undefined', 'unknown', '[unknown]', 'unspecified']

/**
 * What is no name, with what forms and templates leave in their fields. Words that stand for work still to do (`TBD`) are not here, since
 * they are looked for in all texts.
 */
const PLACEHOLDERS = {
  vendor: new Set([...NOTHING, ...UNKNOWN, 'vendor', 'vendor name', 'vendor_name']),
  product: new Set([...NOTHING, ...UNKNOWN, 'product', 'product name', 'product_name']),
  packageName: new Set([...NOTHING, 'package name', 'package_name']),
} as const

/** Both are in the wild; the format itself writes `N/A`. */
const NOT_APPLICABLE: ReadonlySet<string> = new Set(['n/a', 'na'])

/** The format lets a vendor be `N/A` where nobody made the product or a collection names it. */
function checkVendor(vendor: string | undefined, view: ProductView, report: Report): void {
  if (vendor === undefined || !NOT_APPLICABLE.has(plain(vendor))) {
    checkName('vendor', vendor, view, report)
    return
  }
  if (view.product.collectionURL !== undefined && view.product.packageName !== undefined) return
  report({
    at: `${view.at}/vendor`,
    level: 'warning',
    message: `the vendor is ${quote(vendor)}: nobody who looks for the products of a vendor finds this one`,
    hint: 'name the person or project that makes it',
  })
}

function checkName(
  field: 'vendor' | 'product' | 'packageName',
  name: string | undefined,
  view: ProductView,
  report: Report,
): void {
  if (name === undefined) return
  const at = `${view.at}/${field}`
  const text = plain(name)
  if (PLACEHOLDERS[field].has(text) || NOT_APPLICABLE.has(text)) {
    report({ at, message: `${quote(name)} is no name: nobody who looks for a ${NOUNS[field]} finds this record` })
  } else if (isUrl(text)) {
    report({
      at,
      message: `the ${NOUNS[field]} is the URL ${quote(name)}, and no name that anybody looks for`,
      hint: 'put the URL into references, repo or collectionURL, and the name here',
    })
  }
}

const NOUNS = { vendor: 'vendor', product: 'product', packageName: 'package' } as const

function plain(name: string): string {
  return name.trim().toLowerCase()
}

/** A module path such as `golang.org/x/net` is a name. */
function isUrl(text: string): boolean {
  return text.startsWith('www.') || /^[a-z][a-z0-9+.-]{1,20}:\/\//.test(text)
}

function checkSpelling({ product, at }: ProductView, registered: Product, report: Report): void {
  for (const field of ['vendor', 'product', 'packageName'] as const) {
    const [written, name] = [product[field], registered[field]]
    if (written === undefined || name === undefined || written === name) continue
    if (fold(written) !== fold(name)) continue
    report({
      at: `${at}/${field}`,
      level: 'warning',
      message: `${quote(written)} is registered as ${quote(name)}: under two spellings it is two products to a scanner`,
      fix: {
        does: `writes ${quote(name)}`,
        edits: [{ op: 'replace', at: `${at}/${field}`, value: name }],
      },
    })
  }
}
