/** The variables of the environment by their names. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variables that say something: an empty one, as files for services leave it, is an unset one. */
export function setVariables(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
}
