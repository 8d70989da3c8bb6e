import { credentials } from './support/credentials';
import { expect, test } from './support/test';

test('the page forbids what is inline, and the suite would notice a violation', async ({ as, problems }) => {
  const events = await as('viewer');
  await events.page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = 'body { color: red }';
    document.head.append(style);
  });
  await expect.poll(() => problems.length).toBe(1);
  expect(problems.splice(0)[0]).toContain('style-src');
});

test('every answer carries the security headers, and hashed files are kept for ever', async ({ request }) => {
  const { webUrl, apiUrl, issuer } = credentials();
  const page = await request.get(`${webUrl}/security/events`);
  const headers = page.headers();
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain(`connect-src 'self' ${apiUrl} ${new URL(issuer).origin}`);
  expect(policy).not.toContain('unsafe');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['cache-control']).toBe('no-cache');
  const script = /\/assets\/[^"]+\.js/.exec(await page.text())?.[0] ?? '';
  const asset = await request.get(`${webUrl}${script}`);
  expect(asset.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
});
