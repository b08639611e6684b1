/** What the key is called that goes with others, on this machine. */
export const MODIFIER: string = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
