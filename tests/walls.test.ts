import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript-eslint';
import { afterAll, describe, expect, test } from 'vitest';
import cruiser from '../.dependency-cruiser.mjs';
import { checkSteps } from '../scripts/check-steps.mjs';

const root = resolve(import.meta.dirname, '..');
const house = mkdtempSync(join(tmpdir(), 'lumbung-walls-'));
afterAll(() => rmSync(house, { recursive: true, force: true }));

/** What the step of `npm run check` says about a small house of these files. */
function cruise(files: Record<string, string>): { status: number | null; said: string } {
  rmSync(house, { recursive: true, force: true });
  for (const [name, text] of Object.entries({ 'db/empty.ts': '', 'bench/empty.ts': '', ...files })) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
  writeFileSync(join(house, 'tsconfig.json'), '{}');
  symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'));
  const args = checkSteps.boundaries.map((arg) =>
    arg.startsWith('node_modules/') || arg.startsWith('.dep') ? join(root, arg) : arg,
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  // it breaks the lines of a comment
  return { status, said: (stdout + stderr).replace(/\s+/g, ' ') };
}
const commentOf = (name: string): string => cruiser.forbidden.find((rule) => rule.name === name)?.comment ?? name;

test('each wall says what to do', () => {
  expect(cruiser.forbidden.filter(({ comment }) => (comment ?? '').length < 40).map(({ name }) => name)).toEqual([]);
});

test('whoever breaks a wall is told what to do instead', () => {
  const door = cruise({
    'src/modules/lending/circulation/lend.ts': `import { member } from '../../people/members/find.ts';\nexport const lend = member;`,
    'src/modules/people/members/find.ts': 'export const member = 1;',
  });
  expect(door.status).not.toBe(0);
  expect(door.said).toContain(commentOf('module-door'));
  const upwards = cruise({
    'src/modules/people/members/find.ts': `import { lend } from '../../lending/circulation/index.ts';\nexport const member = lend;`,
    'src/modules/lending/circulation/index.ts': 'export const lend = 1;',
  });
  expect(upwards.said).toContain(commentOf('people-members-builds-upwards'));
  const folder = cruise({
    'src/modules/people/members/find.ts': 'export const member = 1;',
    'src/modules/lending/circulation/lend.ts': `import { member } from '../../people/members/consents/index.ts';\nexport const lend = member;`,
    'src/modules/people/members/consents/index.ts': 'export const member = 1;',
  });
  expect(folder.said).toContain(commentOf('module-door'));
  const circle = cruise({
    'src/shared/a.ts': `import { b } from './b.ts';\nexport const a = () => b;`,
    'src/shared/b.ts': `import { a } from './a.ts';\nexport const b = () => a;`,
  });
  expect(circle.said).toContain(commentOf('no-circular'));
});

test.each(['kysely', 'pg'])('a rule that imports %s is refused, its types too', (name) => {
  for (const form of ['import', 'import type']) {
    const { status, said } = cruise({
      'src/modules/w/x/rules/y.ts': `${form} * as it from '${name}';\nexport type Y = typeof it;`,
    });
    expect(status).not.toBe(0);
    expect(said).toContain(commentOf('rules-speak-no-sql'));
  }
});

describe('a rule that asks the clock or the database', () => {
  // the lint of the house, without what needs the types of every file
  const eslint = new ESLint({ cwd: root, overrideConfig: ts.configs.disableTypeChecked });
  const said = async (
    code: string,
    filePath = 'src/modules/people/members/rules/walls-example.ts',
  ): Promise<string[]> => {
    const [result] = await eslint.lintText(code, { filePath: join(root, filePath) });
    return (result?.messages ?? []).map(({ message }) => message);
  };
  const CLOCK = expect.stringContaining('the use case hands in ctx.clock.now()') as string;
  const SQL = expect.stringContaining('write the query in data/') as string;

  test.each([
    'export const a = () => new Date();',
    'export const a = () => Date();',
    'export const a = () => Date.now();',
    'export const a = (now = Date.now) => now();',
    "export const a = () => Date['now']();",
    'const { now } = Date;\nexport const a = () => now();',
    'export const a = () => globalThis.Date.now();',
    `import { Temporal } from 'temporal-polyfill';\nexport const a = () => Temporal.Now.instant();`,
    'export const a = () => performance.now();',
  ])('is told to take the instant as an argument: %s', async (code) => {
    expect(await said(code)).toEqual([CLOCK]);
  });

  test.each([
    [`import { sql } from 'kysely';\nexport const a = () => sql\`select 1\`;`, 2],
    [`import { sql } from 'kysely';\nexport const a = () => sql<number>\`select 1\`;`, 2],
    [`import type { Transaction } from 'kysely';\nexport type A = Transaction<object>;`, 1],
    [`import type { DB } from '#platform/database/db-types';\nexport type A = DB;`, 1],
    [`import type { DB } from '../../../platform/database/db-types.ts';\nexport type A = DB;`, 1],
    [`import type { Db } from '#platform/database/db';\nexport type A = Db;`, 1],
  ])('is told to take the rows as an argument: %s', async (code, times) => {
    expect(await said(code)).toEqual(Array.from({ length: times }, () => SQL));
  });

  test('is told nothing where it only reckons, and a use case may do all of it', async () => {
    expect(await said('export const a = (now: Date) => new Date(now.getTime() + 1);')).toEqual([]);
    expect(await said('export const a = () => new Date();', 'src/modules/people/members/walls-example.ts')).toEqual([]);
  });
});
