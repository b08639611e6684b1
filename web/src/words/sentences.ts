/** What the desk says begins in lower case, as on the command line; in a list on a page it begins with a capital. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
