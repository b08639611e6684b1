import path from 'node:path'
import type { OutboundPolicy } from '#desk/outbound'

/**
 * Which addresses beyond the public internet the desk may ask: what the environment names, and `demo` in the data folder, where the
 * demo foundation has its repositories.
 */
export function outboundPolicy(
  environment: Readonly<Record<string, string | undefined>>,
  data: string,
): OutboundPolicy {
  const { STEWARD_PRIVATE_HOSTS = '', STEWARD_REPOSITORY_FOLDERS = '' } = environment
  const folders = STEWARD_REPOSITORY_FOLDERS.split(path.delimiter).filter((each) => path.isAbsolute(each))
  const hosts = STEWARD_PRIVATE_HOSTS.split(',').map((each) => each.trim().toLowerCase())
  return { folders: [path.join(data, 'demo'), ...folders], privateHosts: hosts.filter((each) => each !== '') }
}
