import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AppError } from '../errors.ts';
import { backupErrors } from './errors.ts';

/** How a backup is sealed (format of age): by words that somebody knows, or for keys that somebody keeps elsewhere. */
export type Seal = { passphrase: string } | { recipients: readonly string[] };
/** What opens one. */
export type SealKey = { passphrase: string } | { identities: readonly string[] };
/** What a file asks for before it can be read. */
export type SealKind = 'open' | 'passphrase' | 'identity';

/** Shorter ones can be tried out. */
export const SHORTEST_PASSPHRASE = 12;

const FIRST_LINE = 'age-encryption.org/';
const VERSION = `${FIRST_LINE}v1\n`;
/** No header of ours is longer. */
const HEADER_BYTES = 8192;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;
const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

/** Is this a public key for which files can be sealed (`age1…`)? */
export function isRecipient(text: string): boolean {
  if (!RECIPIENT.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    // its last letters do not fit the others: mistyped
    return false;
  }
}

function isIdentity(text: string): boolean {
  if (!IDENTITY.test(text)) return false;
  try {
    new Decrypter().addIdentity(text);
    return true;
  } catch {
    return false;
  }
}

/** The secret keys in the text of a key file (`AGE-SECRET-KEY-1…`, remarks begin with #). Throws `backup.no_identity`. */
export function identitiesIn(text: string): SealKey {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const identities = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (identities.length === 0 || !identities.every(isIdentity)) throw backupErrors.noIdentity();
  return { identities };
}

/** Makes a pair of keys: the identity is for a person to keep, the recipient for whoever seals. */
export async function makeKeyPair(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** Seals a stream as it goes by. */
export async function* sealing(parts: AsyncIterable<Uint8Array>, seal: Seal): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter();
  if ('passphrase' in seal) encrypter.setPassphrase(seal.passphrase);
  else for (const recipient of seal.recipients) encrypter.addRecipient(recipient);
  yield* partsOf(await encrypter.encrypt(streamOf(parts)));
}

/** What a file asks for. Throws `backup.file_missing`, `backup.newer` for a format of age that came later. */
export async function sealOf(path: string): Promise<SealKind> {
  const head = await firstBytes(path);
  if (!head.startsWith(FIRST_LINE)) return 'open';
  if (!head.startsWith(VERSION)) throw backupErrors.newer({ release: head.split('\n', 1)[0]?.slice(0, 40) ?? '' });
  return /^-> scrypt /m.test(head.split('\n---', 1)[0] ?? '') ? 'passphrase' : 'identity';
}

async function firstBytes(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
      return buffer.subarray(0, bytesRead).toString('latin1');
    } finally {
      await file.close();
    }
  } catch {
    throw backupErrors.fileMissing();
  }
}

/**
 * The bytes of a backup as they were before they were sealed. Throws `backup.passphrase_needed`, `backup.identity_needed`,
 * `backup.wrong_key`, and `backup.damaged` for a sealed file that was cut or changed.
 */
export async function* openedBytes(path: string, key: SealKey | null): AsyncGenerator<Uint8Array> {
  const kind = await sealOf(path);
  const source = createReadStream(path);
  try {
    if (kind === 'open') yield* source as AsyncIterable<Buffer>;
    else yield* opening(source, decrypterFor(kind, key));
  } finally {
    source.destroy();
  }
}

function decrypterFor(kind: Exclude<SealKind, 'open'>, key: SealKey | null): Decrypter {
  const decrypter = new Decrypter();
  if (kind === 'passphrase') {
    if (!key || !('passphrase' in key)) throw backupErrors.passphraseNeeded();
    decrypter.addPassphrase(key.passphrase);
  } else {
    if (!key || !('identities' in key)) throw backupErrors.identityNeeded();
    for (const identity of key.identities) decrypter.addIdentity(identity);
  }
  return decrypter;
}

async function* opening(source: AsyncIterable<Uint8Array>, decrypter: Decrypter): AsyncGenerator<Uint8Array> {
  try {
    yield* partsOf(await decrypter.decrypt(streamOf(source)));
  } catch (error) {
    throw explain(error);
  }
}

/** What the library says of a file that it cannot open, as our refusals; errors of the disk stay what they are. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || 'syscall' in error) return error;
  return /no identity matched/.test(error.message) ? backupErrors.wrongKey() : backupErrors.damaged();
}

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = parts[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await reading.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await reading.return?.();
    },
  });
}

async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      yield value;
    }
    ended = true;
  } finally {
    // whoever stops early lets go of what is read, and needs no answer to that
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}
