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
import type { ComponentType } from 'react'
import Overview from '../pages/overview/Overview.tsx'
import { later } from '../parts/later.tsx'
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
  { path: 'clock', title: 'Clock', icon: Clock, View: later(() => import('../pages/clock/ClockPage.tsx')) },
  { path: 'calls', title: 'Calls', icon: Radio, View: later(() => import('../pages/calls/Calls.tsx')) },
  { path: 'data', title: 'Data', icon: Database, View: later(() => import('../pages/data/Data.tsx')) },
  { path: 'mail', title: 'Mail', icon: Mail, View: later(() => import('../pages/mail/Mail.tsx')) },
  { path: 'books', title: 'Books', icon: ChartNoAxesColumn, View: later(() => import('../pages/books/Books.tsx')) },
  { path: 'people', title: 'People', icon: Users, View: later(() => import('../pages/people/People.tsx')) },
  { path: 'faults', title: 'Faults', icon: Bug, View: later(() => import('../pages/faults/Faults.tsx')) },
  { path: 'worlds', title: 'Worlds', icon: Globe, View: later(() => import('../pages/worlds/Worlds.tsx')) },
  { path: 'reference', title: 'API reference', icon: BookOpen, View: later(() => import('../pages/reference/Reference.tsx')) },
]
