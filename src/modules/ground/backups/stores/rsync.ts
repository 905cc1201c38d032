import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotPublic, publicAddress } from '#platform/sending/outgoing';
import type { AppError } from '#platform/errors';
import { backupsErrors } from '../errors.ts';
import type { Machine, Store, StoreAddress } from './store.ts';

/** Seconds in which nothing moves. */
const PATIENCE = 60;
const CONNECT = 20;
const MOST_SAID = 16_384;

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** Runs `rsync` with its arguments as they are, through no shell. */
async function runRsync(args: readonly string[], secret: string, signal: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('rsync', args, {
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      // what it says is read here, and is the same in every language
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LC_ALL: 'C', RSYNC_PASSWORD: secret },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part: Buffer) => (out = (out + part.toString('utf8')).slice(-MOST_SAID)));
    child.stderr.on('data', (part: Buffer) => (err = (err + part.toString('utf8')).slice(-MOST_SAID)));
    child.on('error', (error) => {
      reject('code' in error && error.code === 'ENOENT' ? backupsErrors.storeNoRsync() : error);
    });
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }));
  });
}

/** Exit codes of rsync (its manual), and 255 of ssh, as refusals. */
function refusalOf({ code, err }: Ended, { hostname: host, pathname: folder }: URL): AppError {
  if (/No space left|Disk quota exceeded/i.test(err)) return backupsErrors.storeFull({ host });
  if (/Permission denied|auth failed|read only|Host key verification failed/i.test(err))
    return backupsErrors.storeClosed({ host });
  if (/No such file|Unknown module|chdir failed/i.test(err)) return backupsErrors.storeNoFolder({ host, folder });
  if (code === 10 || code === 12 || code === 30 || code === 35 || code === 255)
    return backupsErrors.storeAway({ host });
  return backupsErrors.storeTrouble({ host, said: `rsync ${code}` });
}

/** The words of one call: how the other end is reached, at the very address that was looked at. */
async function reach({ address }: StoreAddress, { config }: Machine): Promise<{ url: URL; how: string[]; at: string }> {
  const url = new URL(address);
  const { hostname, pathname, port, protocol, username } = url;
  const ip = await publicAddress(hostname, config.outgoingHosts).catch((error: unknown) => {
    throw error instanceof NotPublic
      ? backupsErrors.storeNotPublic({ host: hostname })
      : backupsErrors.storeAway({ host: hostname });
  });
  const user = username === '' ? '' : `${username}@`;
  const folder = pathname.replace(/\/*$/, '/');
  const host = ip.includes(':') ? `[${ip}]` : ip;
  const how = ['--protect-args', `--timeout=${PATIENCE}`];
  if (protocol === 'rsync:')
    return {
      url,
      how: [...how, `--contimeout=${CONNECT}`],
      at: `rsync://${user}${host}${port && `:${port}`}${folder}`,
    };
  const named = hostname.replace(/^\[|\]$/g, '');
  const options = [
    'BatchMode=yes',
    `ConnectTimeout=${CONNECT}`,
    'StrictHostKeyChecking=accept-new',
    `HostKeyAlias=${named}-${port || '22'}`,
  ];
  const ssh = ['ssh', ...options.map((option) => `-o ${option}`), `-p ${port || '22'}`].join(' ');
  return { url, how: [...how, '-e', ssh], at: `${user}${host}:${folder}` };
}

const isMissing = ({ code, err }: Ended): boolean => code === 23 && /No such file/i.test(err);

/** A file in a list: its size, and its name behind day and hour. */
const LISTED = /^-\S+\s+([\d.,]+)\s+\S+\s+\S+\s(.+)$/gm;
const digitsOf = (size: string): number => Number(size.replace(/\D/g, ''));

/** `-rw-r--r--   1,234 2026/11/29 02:00:00 name` → 1234. */
function sizeListed(out: string): number | null {
  const [, digits] = /^-\S+\s+([\d.,]+)\s/m.exec(out) ?? [];
  return digits === undefined ? null : digitsOf(digits);
}

/**
 * A folder on another computer, reached by `rsync` (Debian's package of that name) through ssh or its own daemon. With ssh the key of the user
 * who runs the server opens it; with the daemon, a password.
 */
export function rsyncStore(store: StoreAddress, machine: Machine): Store {
  const run = async (
    signal: AbortSignal,
    args: readonly string[],
    ends: (at: string) => string[],
  ): Promise<Ended & { url: URL }> => {
    const { url, how, at } = await reach(store, machine);
    return { ...(await runRsync([...how, ...args, '--', ...ends(at)], store.secret, signal)), url };
  };
  return {
    async put({ path, sizeBytes }, { signal, progress }) {
      const ended = await run(signal, ['--times', '--partial-dir=.rsync-partial'], (at) => [path, at]);
      if (ended.code !== 0) throw refusalOf(ended, ended.url);
      progress(sizeBytes, sizeBytes);
    },
    async sizeOf(name, signal) {
      const ended = await run(signal, ['--list-only', '--no-human-readable'], (at) => [`${at}${name}`]);
      if (ended.code === 0) return sizeListed(ended.out);
      if (isMissing(ended)) return null;
      throw refusalOf(ended, ended.url);
    },
    async remove(name, signal) {
      // an empty folder is laid over the one there, in which nothing but this name may be touched
      const empty = await mkdtemp(join(tmpdir(), 'lumbung-kosong-'));
      try {
        const only = ['--dirs', '--delete', `--include=/${name}`, '--exclude=*'];
        const ended = await run(signal, only, (at) => [`${empty}/`, at]);
        if (ended.code !== 0) throw refusalOf(ended, ended.url);
      } finally {
        await rm(empty, { recursive: true, force: true });
      }
    },
    async list(signal) {
      const ended = await run(signal, ['--list-only', '--no-human-readable'], (at) => [at]);
      if (ended.code !== 0) throw refusalOf(ended, ended.url);
      return [...ended.out.matchAll(LISTED)].map(([, size = '', name = '']) => ({ name, sizeBytes: digitsOf(size) }));
    },
    async fetch(name, path, signal) {
      // what was begun is gone on with, and looked at once more
      const ended = await run(signal, ['--times', '--inplace', '--partial'], (at) => [`${at}${name}`, path]);
      if (ended.code !== 0) throw refusalOf(ended, ended.url);
    },
  };
}
