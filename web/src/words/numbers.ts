const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve']
const WHOLE = new Intl.NumberFormat('en-GB')

/** `48,213` */
export function figure(count: number): string {
  return WHOLE.format(count)
}

/** `1 record`, `14 records`; the plural is given where it is not just an s. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${figure(number)} ${number === 1 ? one : many}`
}

/** At the start of a title: `Six things`, `No things`, `41 things`. */
export function countInWords(number: number, one: string, many = `${one}s`): string {
  return `${SMALL[number] ?? figure(number)} ${number === 1 ? one : many}`
}
