/**
 * The ID desk: CVE IDs, quota, accounts and the organisation at CVE Services, for each project and target.
 *
 * @module
 */
export type { At } from './counter.ts'
export { type IdentifierFilter, listIdentifiers } from './list-identifiers.ts'
export { type Listings, makeListings } from './listings.ts'
export {
  type AccountEdit,
  type AccountWish,
  changeAccount,
  createAccount,
  readOrganisation,
  renewSecret,
} from './organisation.ts'
export type { IdentifiersDesk, IdentifiersTx } from './ports.ts'
export { type AdditionWish, publishAddition } from './publish-addition.ts'
export { type RejectionWish, rejectId, transferId, undoRejection } from './release.ts'
export { type ReservationWish, reserveIds } from './reserve.ts'
export type * from './view.ts'
