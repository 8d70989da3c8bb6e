// The bundle's budgets (gzip): initial JS 185 kB, a route 60 kB, CSS 20 kB. Exceeding one fails the build.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const budgets = { initial: 185 * KB, route: 60 * KB, css: 20 * KB };
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
const gzip = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const kilobytes = (bytes) => `${(bytes / KB).toFixed(1)} kB`;

/** The chunk and everything it imports statically, by manifest key. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}
const sum = (files) => [...new Set(files)].reduce((total, file) => total + gzip(file), 0);
const js = (keys) => [...keys].map((key) => manifest[key].file).filter((file) => file.endsWith('.js'));

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const initial = closure(entry);
const rows = [['initial JS', sum(js(initial)), budgets.initial]];

// A route is what its own chunk brings beyond the initial one; dialogs and the palette load later still.
const routes = new Map();
for (const key of Object.keys(manifest)) {
  const route = /^src\/routes\/([^?]+)\.tsx/.exec(key)?.[1];
  if (!route || initial.has(key)) continue;
  const parts = routes.get(route) ?? new Set();
  for (const part of closure(key)) if (!initial.has(part)) parts.add(part);
  routes.set(route, parts);
}
for (const [route, parts] of routes) rows.push([`route ${route}`, sum(js(parts)), budgets.route]);

// What styles the first view of the heaviest route; a dialog's own few lines come with the dialog.
const css = (keys) => [...keys].flatMap((key) => manifest[key].css ?? []);
const heaviest = Math.max(0, ...[...routes.values()].map((parts) => sum([...css(initial), ...css(parts)])));
rows.push(['CSS', heaviest, budgets.css]);

let failed = false;
for (const [name, bytes, budget] of rows) {
  const over = bytes > budget;
  failed ||= over;
  console.log(
    `${over ? 'OVER ' : 'ok   '} ${name.padEnd(24)} ${kilobytes(bytes).padStart(9)} of ${kilobytes(budget)}`,
  );
}
process.exit(failed ? 1 : 0);
