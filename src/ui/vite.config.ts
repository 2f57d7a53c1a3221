/** How the dashboard is packed: the page that servers serve, and `mountDashboard` for pages with a simulator of their own. */
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
/** What `npm run ui` leaves to the server of `npm start`. */
const served = '^/(~[^/]+/)?(__sim|__oauth|__storage|api|openapi)(/|\\?|$)'

/** Whoever shows the dashboard for a simulator in the page has this packed already, and it has to be the same. */
const besideTheSimulator: Plugin = {
  name: 'beside the simulator',
  enforce: 'pre',
  resolveId: (source) => (source.endsWith('/serve/openapi.ts') ? { id: '../browser/openapi.js', external: true } : null),
}

export default defineConfig({
  root: here('.'),
  plugins: [besideTheSimulator],
  // Where the files are is known to the server only.
  base: './',
  build: {
    outDir: here('../../dist/ui'),
    emptyOutDir: true,
    target: 'es2023',
    // Whoever shows the dashboard in a page of their own has the files elsewhere.
    modulePreload: { polyfill: false, resolveDependencies: (_file, files, { hostType }) => (hostType === 'html' ? files : []) },
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      input: { index: here('index.html'), dashboard: here('dashboard.tsx') },
      // "use client" means something to servers that render React only.
      onwarn: (warning, warn) => warning.code !== 'MODULE_LEVEL_DIRECTIVE' && warn(warning),
      preserveEntrySignatures: 'exports-only',
      output: {
        entryFileNames: ({ name }) => (name === 'dashboard' ? 'dashboard.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { [served]: { target: 'http://127.0.0.1:4010' } } },
})
