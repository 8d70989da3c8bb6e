import { defineConfig } from '@playwright/test';

// Against the whole real stack (support/stack.ts). One worker, since two cores run it all; no trace, for the same reason.
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 20_000 },
  globalSetup: './e2e/support/stack.ts',
  outputDir: 'test-results',
  reporter: [['list'], ['junit', { outputFile: 'reports/playwright.xml' }]],
  use: {
    trace: 'off',
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      // Debian's browser: none is downloaded.
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    // A fresh database is empty only once.
    { name: 'fresh', testMatch: 'empty.spec.ts' },
    { name: 'product', testIgnore: 'empty.spec.ts', dependencies: ['fresh'] },
  ],
});
