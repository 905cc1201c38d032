import { execFile, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walkImports } from './support/import-walk.ts';
import { useProcesses } from './support/processes.ts';

const project = resolve(import.meta.dirname, '..');
const run = promisify(execFile);
const { start, folder } = useProcesses();

const dir = mkdtempSync(join(tmpdir(), 'lumbung-release-'));
// the database runs as another account, which has to reach its programs
chmodSync(dir, 0o755);
let release = '';
beforeAll(async () => {
  await run(process.execPath, [join(project, 'scripts/release/main.ts'), '--out', dir, '--level', '1']);
  const [archive = ''] = readdirSync(dir);
  expect(archive).toMatch(/^lumbung-\d+\.\d+\.\d+(-[\w-]+)?-linux-(x64|arm64)\.tar\.gz$/);
  const unpacked = join(dir, 'unpacked');
  mkdirSync(unpacked);
  await run('tar', ['-xzf', join(dir, archive), '-C', unpacked]);
  const [only = '', ...others] = readdirSync(unpacked);
  expect(others).toEqual([]);
  release = join(unpacked, only);
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const filesOf = (pattern: string): string[] => globSync(pattern, { cwd: release });
const TOOLS = ['vite', 'svelte', '@sveltejs/kit', '@inlang/paraglide-js', 'typescript', 'vitest', 'eslint', 'prettier'];

test('it starts without building anything, and shows the first page', async () => {
  const server = start([process.execPath, join(release, 'scripts/run.mjs'), 'start'], { DATA_DIR: folder() });
  const [origin = ''] = await server.says(/http:\/\/127\.0\.0\.1:\d+/);
  const page = await fetch(origin);
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('<html lang="id"');
  const sheet = /(?:href|src)="([^"]*_app\/[^"]+)"/.exec(await (await fetch(`${origin}/masuk`)).text())?.[1] ?? '';
  expect((await fetch(new URL(sheet, origin))).status).toBe(200);
  // of a package of which only files come along
  expect((await fetch(`${origin}/baca/alat/cmaps/78-H.bcmap`)).status).toBe(200);
  server.child.kill('SIGTERM');
  expect(await server.ended).toBe(0);
  expect(server.output()).not.toMatch(/Memasang|Menyiapkan|Error/);
}, 120_000);

test('no tool that builds is in it, no test, no source of what is built', () => {
  expect(TOOLS.filter((name) => existsSync(join(release, 'node_modules', name)))).toEqual([]);
  expect(filesOf('{src,db,scripts,build}/**/*.{test.ts,svelte,map,d.ts}')).toEqual([]);
  expect(filesOf('{tests,bench,src/messages,src/web,docs/decisions}')).toEqual([]);
  expect(filesOf('node_modules/**/*.{map,d.ts,md}').filter((path) => !/licen[cs]e/i.test(path))).toEqual([]);
});

test('whatever runs finds what it imports, and what it does not import is no dependency of the project', () => {
  const own = filesOf('{src,db,build/server}/**/*.{ts,js}');
  const entries = ['server', 'supervisor', 'worker', 'cli'].map((name) => `src/entrypoints/${name}.ts`);
  const built = own.filter((path) => path.startsWith('build/'));
  const files = new Set([...own, 'build/handler.js', 'build/adapter-node.js']);
  const { reached, packages, missing } = walkImports(release, [...entries, 'build/handler.js', ...built], files);
  expect(missing).toEqual([]);
  expect(reached.size).toBeGreaterThan(1500);
  const { dependencies } = JSON.parse(readFileSync(join(release, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // the server asks for vite in development alone; a name with `$` is a piece of a text that the framework writes
  const asked = [...packages].filter((name) => /^[@\w/.-]+$/.test(name) && !isBuiltin(name) && name !== 'vite');
  expect(asked.filter((name) => !(name in dependencies))).toEqual([]);
  expect(asked.filter((name) => !existsSync(join(release, 'node_modules', name, 'package.json')))).toEqual([]);
  // of these only files are used, or types that another dependency asks for
  const unasked = ['@embedpdf/fonts-sc', '@fontsource/noto-sans-javanese', 'openapi-types'];
  expect(Object.keys(dependencies).filter((name) => !packages.has(name))).toEqual(unasked);
});

test('the command line runs on a machine without Node', () => {
  const machine = folder();
  for (const name of ['dirname', 'readlink', 'uname']) symlinkSync(`/usr/bin/${name}`, join(machine, name));
  const { status, stdout } = spawnSync(join(release, 'bin/lumbung'), ['help'], {
    env: { PATH: machine, LANG: 'id_ID.UTF-8' },
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(stdout).toContain('bin/lumbung backup');
});

test.each(['check', 'test', 'dev', 'bench', 'client', 'pictures', 'torture', 'release'])(
  '%s is told to be for who has the sources',
  (command) => {
    const { status, stderr } = spawnSync(process.execPath, [join(release, 'scripts/run.mjs'), command], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(`"${command}" needs the tools of developers`);
  },
);
