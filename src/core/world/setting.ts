/** How simulated services behave where that is a matter of choice; each world has its own. */

export interface Setting<Value extends string = string> {
  readonly name: string
  /** The first is the usual one. */
  readonly values: readonly Value[]
  /** Whether worlds start with other rows by it. */
  readonly shapesStart: boolean
}

/** Values of settings by name, as a world is made with. */
export type Settings = Readonly<Record<string, string | undefined>>

/**
 * @example
 * const oauth = defineSetting('oauth', ['ask', 'auto'])
 */
export const defineSetting = <const Value extends string>(
  name: string,
  values: readonly [Value, ...Value[]],
  shapesStart = false,
): Setting<Value> => ({ name, values, shapesStart })

/** The value of a setting; the usual one for what is none of its values. */
export const settingOf = <Value extends string>({ name, values }: Setting<Value>, settings: Settings): Value =>
  values.find((value) => value === settings[name]) ?? (values[0] as Value)
