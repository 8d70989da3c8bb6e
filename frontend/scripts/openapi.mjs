// openapi.json -> src/api/schema.d.ts. With --check it writes nothing and fails when either is out of date.
// The backend's build writes its document to backend/target/openapi; --from FILE takes another one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kept = join(root, 'openapi/openapi.json');
const types = join(root, 'src/api/schema.d.ts');
const generator = join(root, 'tools/openapi/node_modules/.bin/openapi-typescript');
const check = process.argv.includes('--check');
const named = process.argv.indexOf('--from');
const built = named > 0 ? process.argv[named + 1] : join(root, '../backend/target/openapi/openapi.json');

if (!existsSync(generator)) {
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: join(root, 'tools/openapi'),
    stdio: 'inherit',
  });
}

// Key order and spacing carry no meaning, so both sides are compared in one canonical form.
const sorted = (value) =>
  Array.isArray(value)
    ? value.map(sorted)
    : value && typeof value === 'object'
      ? Object.fromEntries(
          Object.keys(value)
            .sort()
            .map((key) => [key, sorted(value[key])]),
        )
      : value;
const canonical = (file) => `${JSON.stringify(sorted(JSON.parse(readFileSync(file, 'utf8'))), null, 2)}\n`;

const stale = [];
if (existsSync(built)) {
  if (!existsSync(kept) || canonical(kept) !== canonical(built)) {
    if (check) stale.push('openapi/openapi.json differs from the document the backend was built with');
    else writeFileSync(kept, canonical(built));
  }
} else {
  console.log(`No backend document at ${built}; using the kept one.`);
}

const fresh = join(mkdtempSync(join(tmpdir(), 'openapi-')), 'schema.d.ts');
execFileSync(generator, [kept, '-o', fresh, '--alphabetize'], { stdio: 'inherit' });
const text = readFileSync(fresh, 'utf8');
if (!existsSync(types) || readFileSync(types, 'utf8') !== text) {
  if (check) stale.push('src/api/schema.d.ts was not generated from openapi/openapi.json');
  else writeFileSync(types, text);
}

if (stale.length > 0) {
  console.error(`${stale.join('\n')}\nRun: npm run openapi`);
  process.exit(1);
}
