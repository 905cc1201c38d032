import { createHash } from 'node:crypto';
import net from 'node:net';
import { realpathSync } from 'node:fs';

/** The data folder is in use by another process. The message is meant for the person at the console. */
export class DataDirInUse extends Error {}

/**
 * Makes this process the only owner of a data folder. On Linux the lock is an abstract socket: the kernel frees it when the
 * process dies, however it dies, so a stale lock cannot exist. Elsewhere a local socket file or pipe does the same.
 * @returns a function that gives the folder up
 */
export async function takeOwnership(dir: string): Promise<() => void> {
  const id = createHash('sha256').update(realpathSync(dir)).digest('hex').slice(0, 32);
  const name = process.platform === 'win32' ? `\\\\.\\pipe\\lumbung-${id}` : `\0lumbung-${id}`;
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end(`${process.pid}\n`));
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new DataDirInUse(
              `The data folder ${dir} is already in use by a running Lumbung. Stop that one first, or set DATA_DIR to another folder.`,
            )
          : error,
      );
    });
    server.listen(name, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}
