/** How simulated services behave where that is a matter of choice; each world has its own. */
import { notOneOf } from '../values/given.ts'
import { noSuch, strangerIn } from '../values/nearest-name.ts'

/** A value has at most so many characters. */
export const LONGEST_SETTING = 1_000

/**
 * The values of settings by name, as options take them.
 * The core knows no settings; whoever puts the APIs together declares theirs here.
 */
// biome-ignore lint/suspicious/noEmptyInterface: declared beside the list of all settings
export interface SettingTypes {}

export interface Setting<Value extends string = string, Name extends string = string> {
  readonly name: Name
  /** The first is the usual one. */
  readonly values: readonly Value[]
  /** Whether worlds start with other rows by it. */
  readonly shapesStart: boolean
  /** Of a setting that takes other texts too: what is wrong with one, in a sentence; undefined where nothing is. */
  readonly problem?: ((text: string) => string | undefined) | undefined
}

/** Values of settings by name, as a world is made with. */
export type Settings = Readonly<Record<string, string | undefined>>

/** Some settings, each with one of its values. */
export type GivenSettings = { readonly [Name in keyof SettingTypes]?: SettingTypes[Name] | undefined }

/**
 * @example
 * const oauth = defineSetting('oauth', ['ask', 'auto'])
 */
export const defineSetting = <const Name extends string, const Value extends string>(
  name: Name,
  values: readonly [Value, ...Value[]],
  shapesStart = false,
): Setting<Value, Name> => ({ name, values, shapesStart })

/**
 * A setting that is a text of some form; usually it is empty.
 * @param problem says what is wrong with a text
 */
export const defineTextSetting = <const Name extends string>(
  name: Name,
  problem: (text: string) => string | undefined,
): Setting<string, Name> => ({
  name,
  values: [''],
  shapesStart: false,
  problem,
})

/** The value of a setting; the usual one for what is none of its values. */
export function settingOf<Value extends string>({ name, values, problem }: Setting<Value>, settings: Settings): Value {
  const text = settings[name]
  const isText = problem !== undefined && text !== undefined && problem(text) === undefined
  return isText ? (text as Value) : (values.find((value) => value === text) ?? (values[0] as Value))
}

/** How worlds of these settings start: the values of those that shape a start, with the first ones where none are told. */
export const shapeOf = (known: readonly Setting[], settings: Settings = {}): string =>
  known
    .filter(({ shapesStart }) => shapesStart)
    .map((setting) => settingOf(setting, settings))
    .join()

/** What is wrong with the value of a setting, in a sentence; undefined where nothing is. */
export function problemOf({ name, values, problem }: Setting, settings: Settings): string | undefined {
  const value: unknown = settings[name]
  if (value === undefined) return undefined
  if (problem) return typeof value === 'string' ? problem(value) : `${name} must be a text.`
  return notOneOf(name, value, values)
}

/** What was told of settings, and the options beside them. */
export function settingsApart<Options extends GivenSettings>(
  names: readonly string[],
  options: Options,
): { readonly settings: GivenSettings; readonly others: Omit<Options, keyof SettingTypes> } {
  const all = Object.entries(options)
  return {
    settings: Object.fromEntries(all.filter(([name, value]) => names.includes(name) && value !== undefined)),
    others: Object.fromEntries(all.filter(([name]) => !names.includes(name))) as Omit<Options, keyof SettingTypes>,
  }
}

/** What is wrong with a name that no setting has; undefined where all are known. */
export function unknownSetting(known: readonly Setting[], settings: Settings): string | undefined {
  const names = known.map(({ name }) => name)
  const stranger = strangerIn(settings, names)
  return stranger === undefined ? undefined : noSuch('setting', stranger, names)
}
