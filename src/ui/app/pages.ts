/** All pages, in the order of the navigation. A new one is a folder and a line here. The first comes with the rest, the others when they are opened. */
import {
  BookOpen,
  Bug,
  ChartNoAxesColumn,
  Clock,
  Database,
  Globe,
  House,
  type LucideIcon,
  Mail,
  Radio,
  Users,
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import Overview from '../pages/overview/Overview.tsx'
import type { PageProps } from './page-props.ts'

export interface Page {
  /** Its part of the address: `/~world/clock`. */
  readonly path: string
  readonly title: string
  readonly icon: LucideIcon
  readonly View: ComponentType<PageProps>
}

export const pages: readonly Page[] = [
  { path: '', title: 'Overview', icon: House, View: Overview },
  { path: 'clock', title: 'Clock', icon: Clock, View: lazy(() => import('../pages/clock/ClockPage.tsx')) },
  { path: 'calls', title: 'Calls', icon: Radio, View: lazy(() => import('../pages/calls/Calls.tsx')) },
  { path: 'data', title: 'Data', icon: Database, View: lazy(() => import('../pages/data/Data.tsx')) },
  { path: 'mail', title: 'Mail', icon: Mail, View: lazy(() => import('../pages/mail/Mail.tsx')) },
  { path: 'books', title: 'Books', icon: ChartNoAxesColumn, View: lazy(() => import('../pages/books/Books.tsx')) },
  { path: 'people', title: 'People', icon: Users, View: lazy(() => import('../pages/people/People.tsx')) },
  { path: 'faults', title: 'Faults', icon: Bug, View: lazy(() => import('../pages/faults/Faults.tsx')) },
  { path: 'worlds', title: 'Worlds', icon: Globe, View: lazy(() => import('../pages/worlds/Worlds.tsx')) },
  { path: 'reference', title: 'API reference', icon: BookOpen, View: lazy(() => import('../pages/reference/Reference.tsx')) },
]
