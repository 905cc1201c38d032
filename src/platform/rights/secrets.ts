import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Config, ConfigError } from '../config.ts';

/** A value that only this installation can read. */
export interface Sealed {
  /** Which key sealed it: {@link Secrets.open} needs it, a change of keys looks for it. */
  keyId: string;
  /** Nonce (12), tag (16), text. */
  bytes: Buffer;
}

/** A value was sealed with a key that this installation has not (any more), or is not what was sealed. */
export class SealLost extends Error {}

/** The keys of this installation. Each purpose has keys of its own, derived from them. */
export interface Secrets {
  /** The key for what is sealed from now on. */
  readonly keyId: string;
  /** All keys, the present one first. */
  readonly keyIds: readonly string[];
  /** Tells a key from another of the same id; opens nothing and cannot be turned back. */
  fingerprint(keyId: string): Buffer;
  /** @param about what it belongs to (`member:7`): it cannot be opened as if it belonged to another */
  seal(purpose: string, about: string, plain: string): Sealed;
  /** Throws {@link SealLost} where the key is gone or the value was tampered with. */
  open(purpose: string, about: string, sealed: { keyId: string; bytes: Uint8Array }): string;
  /** A keyed hash under the present key, for looking up without reading. */
  mac(purpose: string, text: string): Buffer;
  /** The same under every key, the present one first: what older keys hashed is still found. */
  macs(purpose: string, text: string): Buffer[];
}

const FILE = 'secrets.json';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const shape = z.object({ current: z.string(), keys: z.record(z.string().regex(/^[a-z0-9_-]{1,20}$/), z.base64()) });

/** @param keys by their ids */
export function makeSecrets(current: string, keys: ReadonlyMap<string, Uint8Array>): Secrets {
  const derived = new Map<string, Buffer>();
  const derive = (keyId: string, use: string): Buffer => {
    const name = `${keyId} ${use}`;
    let made = derived.get(name);
    if (!made) {
      const key = keys.get(keyId);
      if (!key) throw new SealLost(`the key ${keyId} is not among this installation's keys`);
      made = Buffer.from(hkdfSync('sha256', key, '', `lumbung ${use}`, KEY_BYTES));
      derived.set(name, made);
    }
    return made;
  };
  const mac = (keyId: string, purpose: string, text: string): Buffer =>
    createHmac('sha256', derive(keyId, `mac ${purpose}`))
      .update(text)
      .digest();
  derive(current, 'check');
  const keyIds = [current, ...[...keys.keys()].filter((id) => id !== current)];
  return {
    keyId: current,
    keyIds,
    fingerprint: (keyId) => mac(keyId, 'fingerprint', keyId),
    seal(purpose, about, plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', derive(current, `seal ${purpose}`), nonce);
      cipher.setAAD(Buffer.from(about));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return { keyId: current, bytes: Buffer.concat([nonce, cipher.getAuthTag(), text]) };
    },
    open(purpose, about, { keyId, bytes }) {
      const decipher = createDecipheriv(
        'aes-256-gcm',
        derive(keyId, `seal ${purpose}`),
        bytes.subarray(0, NONCE_BYTES),
      );
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      try {
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        // after lost keys new ones begin with the same ids
        throw new SealLost(`the key ${keyId} does not open this value`);
      }
    },
    mac: (purpose, text) => mac(current, purpose, text),
    macs: (purpose, text) => keyIds.map((id) => mac(id, purpose, text)),
  };
}

function readKeys(text: string, from: string): Secrets {
  try {
    const { current, keys } = shape.parse(JSON.parse(text));
    const bytes = Object.entries(keys).map(([id, value]): [string, Buffer] => [id, Buffer.from(value, 'base64')]);
    if (bytes.some(([, key]) => key.length !== KEY_BYTES)) throw new Error('a key is not 32 bytes');
    return makeSecrets(current, new Map(bytes));
  } catch {
    throw new ConfigError(
      `${from} must look like {"current":"k1","keys":{"k1":"<32 bytes in base64>"}}. Without the keys that sealed them, NIKs cannot be read.`,
    );
  }
}

/**
 * The keys from `SECRET_KEYS`, else from `secrets.json` in the data folder, which is made at the first start. A new key is
 * added beside the old one and named `current`; the old one stays, for what was signed by it.
 */
export function loadSecrets(config: Pick<Config, 'dataDir' | 'secretKeys'>): Secrets {
  if (config.secretKeys) return readKeys(config.secretKeys, 'SECRET_KEYS');
  const path = join(config.dataDir, FILE);
  mkdirSync(config.dataDir, { recursive: true });
  if (!existsSync(path)) makeKeyFile(path);
  return readKeys(readFileSync(path, 'utf8'), path);
}

/** Where the keys come from, for sentences to people. */
export const keysFrom = (config: Pick<Config, 'dataDir' | 'secretKeys'>): string =>
  config.secretKeys ? 'SECRET_KEYS' : join(config.dataDir, FILE);

/**
 * Adds a fresh key to `secrets.json` and makes it the one that seals; the older ones stay. The file is replaced whole: whenever the power
 * goes, there is the old one or the new one.
 */
export function addKey(config: Pick<Config, 'dataDir'>): Secrets {
  const path = join(config.dataDir, FILE);
  const { keys } = shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  const numbers = Object.keys(keys).map((id) => Number(/^k(\d+)$/.exec(id)?.[1] ?? 0));
  const next = `k${Math.max(0, ...numbers) + 1}`;
  const changed = { current: next, keys: { ...keys, [next]: randomBytes(KEY_BYTES).toString('base64') } };
  const draft = `${path}.new`;
  writeFileSync(draft, `${JSON.stringify(changed)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
  const folder = openSync(config.dataDir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
  return readKeys(readFileSync(path, 'utf8'), path);
}

/** The file appears whole or not at all, also when the power goes meanwhile, and never in the place of another one. */
function makeKeyFile(path: string): void {
  const fresh = { current: 'k1', keys: { k1: randomBytes(KEY_BYTES).toString('base64') } };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(fresh)}\n`, { mode: 0o600, flush: true });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    // the process beside us was first
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
