import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { StartTrouble } from './start-trouble.ts';

export interface Config {
  /** The checkout: where `db/migrations`, `build` and `package.json` lie. */
  root: string;
  /** Where everything that must be kept lies: database, uploaded files. */
  dataDir: string;
  filesDir: string;
  host: string;
  port: number;
  /** null = the bundled PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** Where the bundled PostgreSQL listens that the process above us runs (`LUMBUNG_SOCKET_DIR`); null = we run it ourselves. */
  socketDir: string | null;
  /** The instant at which the process believes to start; for tests and demonstrations. */
  startAt: Date | null;
  production: boolean;
  dev: boolean;
  /** Milliseconds in which heavy work still comes with the answer; what takes longer gets a page of its own. */
  patience: number;
  /** Behind how many proxies we stand (`TRUST_PROXY=1`), or their addresses and networks (`10.0.0.0/8,::1`); 0 = none. */
  trustProxy: number | readonly string[];
  /** Hosts that may be called though they are not public, in lower case: gateways of one's own. */
  outgoingHosts: readonly string[];
  /** The program that asks Z39.50 servers (`YAZ_CLIENT`), as Debian's package `yaz` has it. */
  yazClient: string;
  /** What an earlier release has written is backed up before it is changed (`BACKUP_BEFORE_UPGRADE=no`: it is not). */
  backupBeforeUpgrade: boolean;
  smtpUrl: string | null;
  mailFrom: string;
  /** The mailbox in which people write to us (`imaps://user:password@host/INBOX`); null = no mail is read. */
  imapUrl: string | null;
  /** The keys that seal NIKs, as JSON; null = `secrets.json` in `dataDir`, made at the first start. */
  secretKeys: string | null;
  /** Origins whose pages may ask the API from a browser, as `https://peta.example`; none: only our own. */
  corsOrigins: readonly string[];
  /** Under which address people reach us, without a slash at the end: links in messages begin with it. */
  publicUrl: string;
  /** `PUBLIC_URL` was set, so what a request says of our own address is not needed. */
  publicUrlSet: boolean;
  /** This process is the practice space (`LUMBUNG_PRACTICE=1`, set by the server that runs it): nothing leaves it. */
  practice: boolean;
  /** Where the practice space listens (`PRACTICE_PORT`); null = there is none. */
  practicePort: number | null;
  /** Under which address people reach it, without a slash at the end (`PRACTICE_URL`); null = under our own host, at its port. */
  practiceUrl: string | null;
}

/** A setting that cannot be right. The message is meant for the person who set it. */
export class ConfigError extends StartTrouble {}

/** Throws {@link ConfigError} for what is no origin; `*` is none, for nobody knows then whose pages ask. */
function originOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || url.origin === 'null' || url.origin !== text.replace(/\/$/, '')) {
    throw new ConfigError(`CORS_ORIGINS must name origins like https://peta.example, with commas, not "${text}".`);
  }
  return url.origin;
}

/**
 * Reads the settings from the environment. Throws {@link ConfigError} with a sentence that says what to change.
 * @param options.demo the sample city, which has a data folder of its own
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, options: { demo?: boolean } = {}): Config {
  const root = resolve(import.meta.dirname, '../..');
  const port = Number(env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new ConfigError(`PORT must be a whole number from 0 to 65535, not "${env.PORT}".`);
  }
  const production = env.NODE_ENV === 'production' || env.LUMBUNG_MODE === 'production';
  let startAt: Date | null = null;
  if (env.LUMBUNG_NOW) {
    if (production) throw new ConfigError('LUMBUNG_NOW is for tests only and is refused in production mode: unset it.');
    if (env.LUMBUNG_TEST !== '1') {
      throw new ConfigError(
        'LUMBUNG_NOW hanya untuk pengujian: hapus, atau setel juga LUMBUNG_TEST=1. / LUMBUNG_NOW is for tests only: unset it, or set LUMBUNG_TEST=1 as well.',
      );
    }
    startAt = new Date(env.LUMBUNG_NOW);
    if (Number.isNaN(startAt.getTime())) {
      throw new ConfigError(`LUMBUNG_NOW must look like 2026-11-25T10:00:00+07:00, not "${env.LUMBUNG_NOW}".`);
    }
  }
  const practice = env.LUMBUNG_PRACTICE === '1';
  const dataDir = resolve(env.DATA_DIR ?? join(root, 'var', options.demo ? 'demo' : 'data'));
  return {
    root,
    dataDir,
    filesDir: join(dataDir, 'files'),
    host: env.HOST ?? '127.0.0.1',
    port,
    databaseUrl: practice ? null : env.DATABASE_URL || null,
    socketDir: env.LUMBUNG_SOCKET_DIR || null,
    startAt,
    production,
    dev: env.LUMBUNG_DEV === '1',
    patience: Number(env.LUMBUNG_PATIENCE_MS ?? 8_000),
    trustProxy: trustedProxies(env.TRUST_PROXY),
    corsOrigins: listOf(env.CORS_ORIGINS).map(originOf),
    outgoingHosts: listOf(env.OUTGOING_HOSTS).map((host) => host.toLowerCase()),
    yazClient: env.YAZ_CLIENT || 'yaz-client',
    backupBeforeUpgrade: yesOrNo('BACKUP_BEFORE_UPGRADE', env.BACKUP_BEFORE_UPGRADE, true),
    smtpUrl: practice ? null : env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM ?? 'perpustakaan@localhost',
    // the sample city reads nobody's mail
    imapUrl: options.demo || practice ? null : imapUrlOf(env.IMAP_URL),
    secretKeys: env.SECRET_KEYS || null,
    practice,
    practicePort: practice ? null : practicePortOf(env),
    practiceUrl: urlOf('PRACTICE_URL', env.PRACTICE_URL),
    publicUrl: urlOf('PUBLIC_URL', env.PUBLIC_URL) ?? `http://${env.HOST ?? '127.0.0.1'}:${port}`,
    publicUrlSet: Boolean(env.PUBLIC_URL),
  };
}

const listOf = (text: string | undefined): string[] => (text ?? '').split(',').flatMap((part) => part.trim() || []);

function yesOrNo(name: string, text: string | undefined, usual: boolean): boolean {
  if (!text) return usual;
  if (text !== 'yes' && text !== 'no') throw new ConfigError(`${name} must be "yes" or "no", not "${text}".`);
  return text === 'yes';
}

/** More proxies in a row than anybody has. */
const MOST_PROXIES = 10;

function trustedProxies(text: string | undefined): number | string[] {
  const parts = listOf(text);
  const [first] = parts;
  if (first === undefined) return 0;
  if (parts.length === 1 && /^\d+$/.test(first) && Number(first) <= MOST_PROXIES) return Number(first);
  if (parts.every(isAddressOrNet)) return parts;
  throw new ConfigError(
    `TRUST_PROXY must be the number of proxies in front (1), or their addresses (10.0.0.5, 10.1.0.0/16), not "${text}".`,
  );
}

function isAddressOrNet(part: string): boolean {
  const [address = '', prefix, more] = part.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

function isDecodable({ username, password, pathname }: URL): boolean {
  try {
    [username, password, pathname].forEach(decodeURIComponent);
    return true;
  } catch {
    return false;
  }
}

function imapUrlOf(text: string | undefined): string | null {
  if (!text) return null;
  const url = URL.parse(text);
  if (!url || !/^imaps?:$/.test(url.protocol) || url.hostname === '' || url.username === '' || !isDecodable(url)) {
    // what was typed holds a password, and what is said here stands in logs
    throw new ConfigError(
      'IMAP_URL must look like imaps://user:password@mail.example.go.id/INBOX (in the name and the password %40 for an @, %25 for a %).',
    );
  }
  return text;
}

/** Beside a database that somebody else runs there is none: it would need the right to make and to drop databases there. */
function practicePortOf({ PRACTICE_PORT: text, DATABASE_URL: elsewhere }: NodeJS.ProcessEnv): number | null {
  if (!text) return null;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new ConfigError(`PRACTICE_PORT must be a whole number from 1 to 65535, not "${text}".`);
  if (elsewhere)
    throw new ConfigError(
      'Ruang latihan memerlukan PostgreSQL bawaan: hapus PRACTICE_PORT, atau DATABASE_URL. / The practice space needs the bundled PostgreSQL: unset PRACTICE_PORT, or DATABASE_URL.',
    );
  return port;
}

function urlOf(name: 'PUBLIC_URL' | 'PRACTICE_URL', text: string | undefined): string | null {
  if (!text) return null;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new ConfigError(`${name} must look like https://perpustakaan.example.go.id, not "${text}".`);
  }
  return text.replace(/\/+$/, '');
}
