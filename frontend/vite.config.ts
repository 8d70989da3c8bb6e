import { fileURLToPath } from 'node:url';
import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { runtime } from './vite-plugins/runtime';

const port = Number(process.env.TF_WEB_PORT ?? 5173);

export default defineConfig({
  plugins: [
    tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: true }),
    react(),
    runtime(),
  ],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: 'es2023',
    // The CSP has no data: for fonts and scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    // The pages' addresses are read at once, so they are one chunk: in one each, every chunk repeats
    // the names of all files that its page needs.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'routes', test: /src\/(routes\/[^?]+\.tsx|features\/[^/]+\/search\.ts)$/ }],
        },
      },
    },
  },
  server: { host: '127.0.0.1', port, strictPort: true },
  preview: { host: '127.0.0.1', port, strictPort: true },
});
