// `npm run release [-- --out FOLDER] [--level 1…9]`: all that a machine needs that only runs Lumbung, in one archive. scripts/run.mjs has
// built the pages before (docs/decisions/155-a-release-is-what-runs.md).
import { spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listFiles, thisMachine } from './list-files.ts';
import { pack } from './pack.ts';

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({ options: { out: { type: 'string' }, level: { type: 'string', default: '6' } } });
const out = values.out === undefined ? join(root, 'var/release') : resolve(values.out);

/** What git says, '' where there is none, or no repository. */
function git(...args: string[]): string {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const changed = git('status', '--porcelain') !== '';
const commit = git('rev-parse', '--short', 'HEAD') + (changed ? '-changed' : '');
const committed = Number(git('log', '-1', '--format=%ct'));
const time = committed > 0 ? new Date(committed * 1000) : new Date();

const machine = thisMachine();
const platform = `${machine.os}-${machine.cpu}`;
const folder = ['lumbung', version, commit].filter((part) => part !== '').join('-');
const files = listFiles(root, machine);
const archive = join(out, `${folder}-${platform}.tar.gz`);
// scripts/run.mjs knows by this file that there is nothing to install or build
const written = { RELEASE: `${JSON.stringify({ version, commit, platform }, null, 2)}\n` };
await pack({ root, files, written, folder, time, level: Number(values.level) }, archive);

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
const unpacked = files.reduce((sum, file) => sum + lstatSync(join(root, file)).size, 0);
if (changed) {
  process.stderr.write('Ada perubahan yang belum masuk commit. / The work tree has changes that no commit has.\n');
}
process.stdout.write(
  `${archive}: ${megabytes(statSync(archive).size)}, ${files.length} berkas / files, ${megabytes(unpacked)} unpacked\n`,
);
