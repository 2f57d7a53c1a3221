/** How the dashboard is packed: the page that servers serve and what renders it first, and `mountDashboard` for pages with a simulator of their own. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin, type Rolldown, type UserConfig } from 'vite'
import { usedStyles } from './used-styles.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
/** What `npm run ui` leaves to the server of `npm start`. */
const served = '^/(~[^/]+/)?(__sim|__oauth|__storage|api|openapi)(/|\\?|$)'

/** What has to be done before anything is rendered, which a module is too late for. */
const early: Plugin = {
  name: 'early script',
  apply: 'build',
  buildStart() {
    this.emitFile({ type: 'asset', name: EARLY, source: readFileSync(here(`./${EARLY}`)) })
  },
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const { fileName } = Object.values(bundle).find((file) => file.type === 'asset' && file.names.includes(EARLY)) ?? {}
      return [{ tag: 'script', attrs: { src: `./${fileName}` }, injectTo: 'head-prepend' }]
    },
  },
}
const EARLY = 'scheme.js'

/** The server renders the first page only. */
const firstPageOnly: Plugin = {
  name: 'first page only',
  resolveDynamicImport: (source) => ({ id: String(source), external: true }),
}

/** Whoever shows the dashboard for a simulator in the page has this packed already, and it has to be the same. */
const besideTheSimulator: Plugin = {
  name: 'beside the simulator',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/serve/openapi.ts') ? { id: '../browser/openapi.js', external: true } : null),
}

const outDir = here('../../dist/ui')
const target = 'es2023'
const rolldownOptions = {
  // "use client" means something to servers that render React only.
  onwarn: (warning: Rolldown.RolldownLog, warn: (warning: Rolldown.RolldownLog) => void) =>
    warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
}

const forBrowsers: UserConfig = {
  root: here('.'),
  plugins: [early, besideTheSimulator],
  css: { postcss: usedStyles() },
  // Where the files are is known to the server only.
  base: './',
  build: {
    outDir,
    emptyOutDir: true,
    target,
    // Whoever shows the dashboard in a page of their own has the files elsewhere.
    modulePreload: { polyfill: false, resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []) },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      ...rolldownOptions,
      input: { index: here('index.html'), dashboard: here('dashboard.tsx') },
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: ({ name }) => (name === 'dashboard' ? 'dashboard.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { [served]: { target: 'http://127.0.0.1:4010' } } },
}

/** One file, which needs no package where it runs. */
const forTheServer: UserConfig = {
  root: here('.'),
  plugins: [firstPageOnly],
  define: { 'process.env.NODE_ENV': '"production"' },
  // Without what renders bit by bit.
  resolve: {
    alias: { 'react-dom/server': here('../../node_modules/react-dom/cjs/react-dom-server-legacy.node.production.js') },
  },
  ssr: { noExternal: true },
  build: { outDir, emptyOutDir: false, target, minify: true, rolldownOptions },
}

export default defineConfig(({ isSsrBuild }) => (isSsrBuild ? forTheServer : forBrowsers))
