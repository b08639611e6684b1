import type { Migration } from './index.ts'

/** Cases know disputes of published records, and the trail is read by what was done. */
export const disputes: Migration = {
  name: '0002-disputes',
  statements: ({ schema }) => [
    // JSON; null where the case is no dispute.
    schema.alterTable('case').addColumn('dispute', 'text'),
    schema.createIndex('audit_entry_action').on('audit_entry').columns(['action', 'seq']),
  ],
}
