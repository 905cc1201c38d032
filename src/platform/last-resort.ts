import { writeSync } from 'node:fs';
import { inspect } from 'node:util';

/** How the log names what nobody caught: tests of a server's process look for it. */
export const NOBODY_CAUGHT = 'NOBODY CAUGHT THIS';

/** What a process of the server or the worker ends with after an exception that nobody caught. */
const CRASHED = 70;

const write = (line: string): void => {
  try {
    // at once: the process may end with the next line
    writeSync(2, line);
  } catch {
    // whoever read our log is gone
  }
};

/**
 * What nobody caught is a bug, and is logged as one. A rejection that was left alone spoils nothing but its own request or piece of work: the
 * process goes on. After an exception its state may be anything: the process ends, and who watches it starts it again.
 */
export function catchTheUncaught(): void {
  process.on('unhandledRejection', (reason) =>
    write(`${NOBODY_CAUGHT} (rejection; the process goes on): ${inspect(reason)}\n`),
  );
  process.on('uncaughtException', (error) => {
    write(`${NOBODY_CAUGHT} (exception; the process ends): ${inspect(error)}\n`);
    process.exit(CRASHED);
  });
}
