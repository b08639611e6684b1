/** Eight hues that stay apart on both grounds; the name is always written beside the dot. */
const COLOURS = ['#c1921a', '#8b5e83', '#4c8a8f', '#b0655a', '#7d8a3c', '#5a78b0', '#9a7a52', '#5f8f6a']

/** The colour of the project at this place in the list. */
export function projectColour(place: number): string {
  return COLOURS[place % COLOURS.length] ?? 'currentColor'
}
