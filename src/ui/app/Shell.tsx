import {
  ActionIcon,
  Alert,
  AppShell,
  Burger,
  Group,
  NavLink,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Compass, Moon, Sun, Unplug } from 'lucide-react'
import { type KeyboardEvent, Suspense, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useLive } from '../data/live.ts'
import { useIsLost, useWorlds } from '../data/queries.ts'
import { focusPage, keepFocus } from '../parts/focus.ts'
import { Empty, Failed, Waiting } from '../parts/states.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { NoWorld } from './NoWorld.tsx'
import { useOpenNames } from './names.ts'
import { type Page, pages } from './pages.ts'
import { addressOf, usePlace } from './place.ts'
import { TokenPrompt } from './TokenPrompt.tsx'
import { WorldSwitch } from './WorldSwitch.tsx'
import { WorldTime } from './WorldTime.tsx'

/** What is around every page: where one can go, which world it is, and what time it is there. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure()
  const place = usePlace()
  const { world, page: path } = place
  const page = pages.find((each) => each.path === path)
  const title = [useOpenNames(place), page?.title ?? 'Not found', world, 'arsim'].filter(Boolean).join(' · ')
  const worlds = useWorlds()
  // The default world always is.
  const isThere = worlds.data ? worlds.data.some(({ id }) => id === world) : world === 'default' && !worlds.error
  const isLost = useIsLost()
  useLive(world, isThere)
  useEffect(() => {
    document.title = title
  }, [title])
  const main = useRef<HTMLElement>(null)
  useEffect(() => (main.current ? keepFocus(main.current) : undefined), [])
  const burger = useRef<HTMLButtonElement>(null)
  const closeByKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !isOpen) return
    close()
    burger.current?.focus()
  }
  if (worlds.error?.status === 401) return <TokenPrompt />
  return (
    <AppShell
      onKeyDown={closeByKey}
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <button type="button" className="skip" onClick={focusPage}>
        Skip to the page
      </button>
      <AppShell.Header>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} gap="xs" wrap="nowrap">
          <Burger
            ref={burger}
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label="Pages"
            aria-expanded={isOpen}
          />
          <Text fw={700} size="lg" visibleFrom="sm" w={184}>
            arsim
          </Text>
          <WorldSwitch worlds={worlds.data ?? []} />
          {isThere && <WorldTime world={world} />}
          <ColorSwitch />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Pages" className={isOpen ? undefined : 'closed'}>
        {pages.map((each) => (
          <PageLink key={each.path} page={each} world={world} isHere={each === page} onGo={close} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} ref={main}>
        <div className="page">
          {worlds.data && isLost && <Lost />}
          {worlds.data && !isThere ? (
            <NoWorld world={world} isPage />
          ) : worlds.error && !worlds.data ? (
            <Failed error={worlds.error} again={() => void worlds.refetch()} />
          ) : page ? (
            isThere && (
              <ErrorBoundary key={`${world} ${page.path}`} isLost={isLost}>
                <Suspense fallback={<Waiting />}>
                  <page.View world={world} />
                </Suspense>
              </ErrorBoundary>
            )
          ) : (
            <Empty title="There is no such page" icon={Compass} isPage>
              The pages of this world are in the navigation.
            </Empty>
          )}
        </div>
      </AppShell.Main>
    </AppShell>
  )
}

/** Says that nobody answers, for as long as that is so. */
function Lost() {
  return (
    <Alert color="orange" icon={<Unplug aria-hidden />} title="The server does not answer.">
      What is shown is what it said last. It is read anew as soon as the server answers.
    </Alert>
  )
}

function PageLink({
  page: { path, title, icon: Icon },
  world,
  isHere,
  onGo,
}: {
  readonly page: Page
  readonly world: string
  readonly isHere: boolean
  readonly onGo: () => void
}) {
  return (
    <NavLink
      component={Link}
      href={addressOf(world, path)}
      label={title}
      leftSection={<Icon size={18} strokeWidth={1.75} aria-hidden />}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      onClick={onGo}
    />
  )
}

function ColorSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const Icon = isDark ? Sun : Moon
  return (
    <ActionIcon
      ml="auto"
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={isDark ? 'Light colours' : 'Dark colours'}
      onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  )
}
