import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clone = fileURLToPath(new URL('../../..', import.meta.url));
const launcher = join(clone, 'infra/local/target/trust-fabric-local.jar');
/** Keycloak builds itself on the first start; two busy cores may need their time. Milliseconds. */
const PATIENCE = 8 * 60_000;

/**
 * Starts the product as `make run` does, on free ports and with a state folder of its own that is thrown away.
 * E2E_CREDENTIALS names the credentials.json of a stack that already runs; it is then left running.
 */
export default async function startStack(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_CREDENTIALS) return undefined;
  if (!existsSync(launcher)) throw new Error(`${launcher} is missing: run \`make build\` first.`);
  const state = mkdtempSync(join(tmpdir(), 'trust-fabric-e2e-'));
  const log = join(state, 'launcher.log');
  const out = openSync(log, 'a');
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const child = spawn(java, ['-jar', launcher, 'run', '--free-ports'], {
    cwd: clone,
    env: { ...process.env, TF_STATE_DIR: state },
    stdio: ['ignore', out, out],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(state, { recursive: true, force: true });
  };

  const deadline = Date.now() + PATIENCE;
  while (!readFileSync(log, 'utf8').includes('is up after')) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const said = readFileSync(log, 'utf8');
      await stop();
      throw new Error(`The stack did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  process.env.E2E_CREDENTIALS = join(state, 'credentials.json');
  return stop;
}
