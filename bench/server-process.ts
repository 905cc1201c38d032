import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

export interface ServerProcess {
  pid: number;
  origin: string;
  /** Milliseconds from the start of the process to its first page. */
  startMs: number;
  stop(): Promise<void>;
}

/** Starts a real server (its database below it, unless `DATABASE_URL` is given) and waits for its first page. */
export async function startServer(
  env: Record<string, string>,
  script = 'src/entrypoints/server.ts',
): Promise<ServerProcess> {
  const started = performance.now();
  const args = script.endsWith('run.mjs') ? [script, 'start'] : [script];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let output = '';
  const origin = await new Promise<string>((done, fail) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (found) done(found);
    });
    void ended.then(() => fail(new Error('the server ended before it listened')));
  });
  const page = await fetch(`${origin}/`);
  if (!page.ok) throw new Error(`the first page answered ${page.status}`);
  await page.text();
  const startMs = performance.now() - started;
  return {
    pid: child.pid ?? 0,
    origin,
    startMs,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Runs a command of the project's command line to its end.
 * @param env its `DATA_DIR` is also where the command leaves what it writes
 * @param watch called with its pid while it runs
 */
export async function runCommand(
  words: readonly string[],
  env: { DATA_DIR: string },
  watch: (pid: number) => void,
): Promise<{ seconds: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'cli', ...words], {
    cwd: env.DATA_DIR,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-2000);
  });
  const timer = setInterval(() => watch(child.pid ?? 0), 500);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  clearInterval(timer);
  if (code !== 0) throw new Error(`lumbung ${words.join(' ')} ended with ${code}: ${errors}`);
  return { seconds: (performance.now() - started) / 1000 };
}
