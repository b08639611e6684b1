import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// The desk serves what is built here from its own address under a strict content security policy: no inline script or style, no
// file of another host, nothing turned into a data: address.
export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page is made of stays together: a page then needs its own file and no row of small ones.
          groups: [{ name: 'pieces', test: /web\/src\/(?:data|icons|words|pieces\/(?!combobox)|keys\/row-keys)/ }],
        },
      },
    },
    target: ['chrome123', 'firefox128', 'safari17.5'], // the first with light-dark(), of which the tokens are made
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4310' } },
})
