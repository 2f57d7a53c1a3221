/** What every page is given. */
export interface PageProps {
  /** The world that is looked at. It is there. */
  readonly world: string
}
