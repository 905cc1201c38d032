import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { WAITING_TOPIC, workerNeeded } from '#platform/background/heavy-queue';
import type { Services } from '#platform/services';

/** Milliseconds: what waits for its next try, or whose word was lost, is seen this often. */
const LOOK_EVERY = 30_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** For V8: what a piece of work needs beyond it is too large, and ends this process only. */
const HEAP_MEGABYTES = 1_536;

/**
 * Begins a worker when something heavy waits and none runs, and begins another one when it ended in the middle. A worker at rest is not
 * there. @returns stops it, and the worker with it
 */
export function keepWorker({ config, clock, db, live }: Services): () => Promise<void> {
  let child: ChildProcess | null = null;
  let stopped = false;
  let wait = FIRST_WAIT;
  let notBefore = 0;
  let again: NodeJS.Timeout | undefined;

  const begin = (): void => {
    const started = spawn(
      process.execPath,
      [
        `--max-old-space-size=${HEAP_MEGABYTES}`,
        '--max-semi-space-size=16',
        join(config.root, 'src/entrypoints/worker.ts'),
      ],
      {
        cwd: config.root,
        // its words go where ours go; the channel tells it when we are gone
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        env: { ...process.env, ...(config.startAt && { LUMBUNG_NOW: clock.now().toISOString() }) },
      },
    );
    child = started;
    const ended = (why: string | null): void => {
      if (child !== started) return;
      child = null;
      if (stopped) return;
      if (why === null) wait = FIRST_WAIT;
      else {
        process.stderr.write(`worker: ended ${why}; begins again in ${wait / 1000} s if there is work\n`);
        notBefore = performance.now() + wait;
        wait = Math.min(wait * 2, LONGEST_WAIT);
      }
      look();
    };
    started.once('error', (error) => ended(`before it began: ${error.message}`));
    started.once('exit', (code, signal) => ended(code === 0 ? null : signal ? `by ${signal}` : `with code ${code}`));
  };
  const look = (): void => {
    if (stopped || child) return;
    clearTimeout(again);
    const early = notBefore - performance.now();
    if (early > 0) {
      again = setTimeout(look, early);
      return;
    }
    workerNeeded(db)
      .then((needed) => {
        if (needed && !child && !stopped) begin();
      })
      // without a database there is nothing to be done; the next look is soon
      .catch(() => undefined);
  };
  const unfollow = live.follow(WAITING_TOPIC, look);
  const looking = setInterval(look, LOOK_EVERY);
  looking.unref();
  look();

  return async () => {
    stopped = true;
    clearInterval(looking);
    clearTimeout(again);
    unfollow();
    const running = child;
    if (!running) return;
    await new Promise<void>((done) => {
      running.once('exit', () => done());
      running.kill('SIGTERM');
      // one in the middle of typesetting hears nothing; what it does is taken up by the next one
      setTimeout(() => running.kill('SIGKILL'), 5_000).unref();
    });
  };
}
