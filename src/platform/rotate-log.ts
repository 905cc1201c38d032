import { copyFileSync, existsSync, statSync, truncateSync } from 'node:fs';

/** So long a log may become; two of them are kept. */
const LARGEST = 10 * 1024 ** 2;
const LOOK_EVERY = 10 * 60_000;

/** Puts a log that has become long aside (`….1`, over an older one) and empties it. Whoever writes to it has opened it for appending. */
export function rotateLog(path: string, largest = LARGEST): void {
  if (!existsSync(path) || statSync(path).size < largest) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}

/** Looks at the log from time to time. @returns ends it */
export function keepLogShort(path: string): () => void {
  const timer = setInterval(() => {
    try {
      rotateLog(path);
    } catch (error) {
      process.stderr.write(`${path}: ${String(error)}\n`);
    }
  }, LOOK_EVERY);
  timer.unref();
  return () => clearInterval(timer);
}
