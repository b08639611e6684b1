import type { Json } from '#json'

/** Small facts that the desk keeps about itself: its identity, when it last looked at a server. Not for what people edit. */
export interface SettingTable {
  get(key: string): Promise<Json | undefined>
  put(key: string, value: Json): Promise<void>
  remove(key: string): Promise<void>
}
