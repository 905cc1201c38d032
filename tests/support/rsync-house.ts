import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, vi } from 'vitest';

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

export const answers = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });

export const hasRsync = (): boolean => !spawnSync('rsync', ['--version']).error;

/** Another computer, whose rsync daemon has the module `cadangan`: `lumbung` comes in by `sandi modul`. */
export interface RsyncHouse {
  /** Of the folder `blitar` in the module. */
  address: string;
  /** The same on this disk. */
  folder: string;
  secret: string;
  close(): void;
}

/** @param root a folder of the test's own */
export async function openRsyncHouse(root: string): Promise<RsyncHouse> {
  const there = join(root, 'lain');
  const [folder, secret] = [join(there, 'blitar'), 'sandi modul'];
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(root, 'sandi'), `lumbung:${secret}\n`, { mode: 0o600 });
  const port = await freePort();
  const lines = [
    ...['use chroot = no', `pid file = ${join(root, 'rsyncd.pid')}`, 'strict modes = no', 'address = 127.0.0.1'],
    ...[`port = ${port}`, '[cadangan]', `path = ${there}`, 'read only = no', 'auth users = lumbung'],
    `secrets file = ${join(root, 'sandi')}`,
    ...(process.getuid?.() === 0 ? ['uid = 0', 'gid = 0'] : []),
  ];
  const conf = join(root, 'rsyncd.conf');
  writeFileSync(conf, `${lines.join('\n')}\n`);
  const daemon = spawn('rsync', ['--daemon', '--no-detach', `--config=${conf}`], { stdio: 'ignore' });
  await vi.waitFor(async () => expect(await answers(port)).toBe(true), 10_000);
  const address = `rsync://lumbung@127.0.0.1:${port}/cadangan/blitar/`;
  return { address, folder, secret, close: () => void daemon.kill() };
}
