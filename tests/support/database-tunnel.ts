import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOCKET = '.s.PGSQL.5432';

/** A way to a database that can be cut: for who goes by it, the database is gone, whatever others still find there. */
export interface DatabaseTunnel {
  /** Where it begins: the folder of a socket. */
  socketDir: string;
  open(): Promise<void>;
  /** Ends all connections; new ones are refused. */
  cut(): Promise<void>;
  remove(): Promise<void>;
}

/** @param to the folder of the database's own socket */
export function databaseTunnel(to: string): DatabaseTunnel {
  const socketDir = mkdtempSync(join(tmpdir(), 'lumbung-tunnel-'));
  const connections = new Set<net.Socket>();
  const server = net.createServer((here) => {
    const there = net.connect(join(to, SOCKET));
    for (const [one, other] of [
      [here, there],
      [there, here],
    ] as const) {
      connections.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        connections.delete(one);
        other.destroy();
      });
    }
  });
  const cut = async (): Promise<void> => {
    const closed = new Promise((done) => server.close(done));
    for (const one of connections) one.destroy();
    await closed;
  };
  return {
    socketDir,
    open: async () => new Promise<void>((done) => server.listen(join(socketDir, SOCKET), done)),
    cut,
    async remove() {
      if (server.listening) await cut();
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}
