/** One file to write: its path relative to the workspace, and its whole text. */
export interface Write {
  readonly path: string
  readonly text: string
}
