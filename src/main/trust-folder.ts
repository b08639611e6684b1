import os from 'node:os'
import path from 'node:path'

/** Sources: XDG Base Directory Specification, and where macOS and Windows keep such things. */
export function trustFolder(): string {
  const { STEWARD_TRUST, XDG_DATA_HOME, LOCALAPPDATA } = process.env
  if (STEWARD_TRUST) return STEWARD_TRUST
  if (process.platform === 'win32' && LOCALAPPDATA) return path.join(LOCALAPPDATA, 'steward')
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'steward')
  return path.join(XDG_DATA_HOME || path.join(os.homedir(), '.local', 'share'), 'steward')
}
