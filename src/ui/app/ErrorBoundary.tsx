import { Component, type ReactNode } from 'react'
import { loadAnew } from '../parts/later.tsx'
import { Failed } from '../parts/states.tsx'

interface Props {
  /** Whether the server has stopped answering. */
  readonly isLost: boolean
  readonly children: ReactNode
}

/** A page that fails takes no other along. It is tried again once the server answers, and when it is entered again. */
export class ErrorBoundary extends Component<Props, { readonly error: Error | undefined }> {
  override state: { readonly error: Error | undefined } = { error: undefined }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate({ isLost }: Props): void {
    if (isLost && !this.props.isLost && this.state.error) this.again()
  }

  override componentWillUnmount(): void {
    if (this.state.error) loadAnew()
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
