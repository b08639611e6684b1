import type { Result } from '#fault'
import type { Json, JsonObject } from '#json'

/**
 * The User Registry of CVE Services 2.8 (`/registry/...`), which not every server has. The first call finds out; where it is
 * absent every call gives `CVE_SERVICES_NO_REGISTRY` without asking again.
 *
 * Answers are taken as they are, since their schema is not published: an organisation has `short_name`, `long_name`,
 * `authority`, `hard_quota`, `charter_or_scope`, `contact_info`, `disclosure_policy`, `vulnerability_advisory_locations`.
 */
export interface Registry {
  orgs(): AsyncIterable<Result<JsonObject>>
  org(identifier: string): Promise<Result<JsonObject>>
  createOrg(org: JsonObject): Promise<Result<JsonObject>>
  /** Replaces the whole organisation. Changes to some fields wait for approval by the Secretariat (Joint Approval). */
  updateOrg(shortName: string, org: JsonObject): Promise<Result<JsonObject>>
  hardQuota(shortName: string): Promise<Result<JsonObject>>
  users(shortName: string): AsyncIterable<Result<JsonObject>>
  user(shortName: string, username: string): Promise<Result<JsonObject>>
  createUser(shortName: string, user: JsonObject): Promise<Result<JsonObject>>
  updateUser(shortName: string, username: string, user: JsonObject): Promise<Result<JsonObject>>
  resetSecret(shortName: string, username: string): Promise<Result<JsonObject>>
  grantRole(shortName: string, username: string, role: 'ADMIN'): Promise<Result<JsonObject>>
  revokeRole(shortName: string, username: string, role: 'ADMIN'): Promise<Result<JsonObject>>
  /** Answers one message of the conversation about a change that waits for approval. */
  converse(shortName: string, index: number, body: Json): Promise<Result<JsonObject>>
}
