/** Bytes that may go into the browser's cryptography and database. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** What a passphrase opens: the server's half of the key. */
export interface Wrapped {
  salt: Bytes;
  bytes: Bytes;
}

/** Half a second on an old laptop for each guess (OWASP 2023 for PBKDF2 with SHA-256). */
const ROUNDS = 600_000;
const NONCE = 12;
const text = new TextEncoder();
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));

export const fromBase64Url = (encoded: string): Bytes =>
  Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));

/** The half of the key that never leaves this browser: it can be used, and not be read. */
export const newHalf = async (): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', random(32), 'HKDF', false, ['deriveKey']);

/** Both halves together are the key to everything that lies here. */
export const sealingKey = async (half: CryptoKey, unlock: Bytes): Promise<CryptoKey> =>
  crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: unlock, info: text.encode('lumbung meja luring') },
    half,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );

/** @param about what it belongs to: it cannot be opened as something else */
export const seal = async (key: CryptoKey, about: string, plain: string): Promise<Bytes> =>
  sealBytes(key, about, text.encode(plain));

export async function unseal(key: CryptoKey, about: string, sealed: Bytes): Promise<string> {
  return new TextDecoder().decode(await unsealBytes(key, about, sealed));
}

async function sealBytes(key: CryptoKey, about: string, plain: Bytes): Promise<Bytes> {
  const iv = random(NONCE);
  const how = { name: 'AES-GCM', iv, additionalData: text.encode(about) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(how, key, plain));
  const both = new Uint8Array(NONCE + sealed.length);
  both.set(iv);
  both.set(sealed, NONCE);
  return both;
}

const unsealBytes = async (key: CryptoKey, about: string, sealed: Bytes): Promise<ArrayBuffer> =>
  crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: sealed.slice(0, NONCE), additionalData: text.encode(about) },
    key,
    sealed.slice(NONCE),
  );

async function passphraseKey(passphrase: string, salt: Bytes): Promise<CryptoKey> {
  const words = text.encode(passphrase.normalize('NFC'));
  const base = await crypto.subtle.importKey('raw', words, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

export async function wrapUnlock(unlock: Bytes, passphrase: string): Promise<Wrapped> {
  const salt = random(16);
  return { salt, bytes: await sealBytes(await passphraseKey(passphrase, salt), 'unlock', unlock) };
}

/** @returns null where the passphrase does not fit */
export async function openUnlock({ salt, bytes }: Wrapped, passphrase: string): Promise<Bytes | null> {
  try {
    return new Uint8Array(await unsealBytes(await passphraseKey(passphrase, salt), 'unlock', bytes));
  } catch {
    return null;
  }
}

/** Did the server that this browser was enrolled at sign this? */
export async function isSigned(verifyKey: string, body: string, signature: string): Promise<boolean> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const key = await crypto.subtle.importKey('raw', fromBase64Url(verifyKey), curve, false, ['verify']);
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return crypto.subtle.verify(how, key, fromBase64Url(signature), text.encode(body));
}
