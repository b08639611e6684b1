/** Eight hues that stay apart on both grounds; the name is always written beside the dot. */
const COLOURS = ['#c1921a', '#8b5e83', '#4c8a8f', '#7d8a3c', '#b0655a', '#5a78b0', '#9a7a52', '#5f8f6a']

/** The same colour for the same project, on every machine. */
export function projectColour(slug: string): string {
  let sum = 0
  for (const letter of slug) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return COLOURS[sum % COLOURS.length] ?? 'currentColor'
}
