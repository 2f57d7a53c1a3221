import { Component, type ReactNode } from 'react'
import { loadAnew } from '../parts/later.tsx'
import { Failed } from '../parts/states.tsx'

/** A page that fails takes no other along. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    return error ? <Failed error={error} again={this.again} /> : this.props.children
  }

  readonly again = (): void => {
    loadAnew()
    this.setState({ error: undefined })
  }
}
