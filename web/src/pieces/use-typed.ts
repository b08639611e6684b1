import { useEffect, useRef, useState } from 'react'

/**
 * What is typed into a filter, and the same a moment after the last key: the page shows the first at once and asks with the second.
 * `settle` is called with the latter; `given` is what the address says, and wins when it changes by itself (back, a link).
 */
export function useTyped(given: string, settle: (text: string) => void): readonly [string, (text: string) => void] {
  const [text, setText] = useState(given)
  const settled = useRef(given)
  const latest = useRef(settle)
  latest.current = settle
  useEffect(() => {
    if (given === settled.current) return
    settled.current = given
    setText(given)
  }, [given])
  useEffect(() => {
    if (text === settled.current) return
    const timer = setTimeout(() => {
      settled.current = text
      latest.current(text)
    }, 200)
    return () => clearTimeout(timer)
  }, [text])
  return [text, setText]
}
