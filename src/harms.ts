/** The rules of harm by their names: read off the APIs. */
import type { harmRules } from './ar/harms/rules.ts'

type ByName = {
  readonly [Name in (typeof harmRules)[number]['name']]: Extract<(typeof harmRules)[number], { readonly name: Name }>
}

declare module './core/world/harm.ts' {
  interface HarmRules extends ByName {}
}

export type { HarmRule } from './core/world/harm.ts'
