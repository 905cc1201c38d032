import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashSecret, signInStaff } from '#modules/ground/identity';
import { addAccount, readyAccount } from '#modules/ground/identity/testing';
import { signInMember } from '#modules/people/members';
import { insertMember } from '#modules/people/members/testing';
import { aLibrary } from '#modules/people/members/testing';
import { readConfig } from '#platform/config';
import { keepSampleApart } from '../src/entrypoints/sample-folder.ts';
import { markPath, refuseMarkedFolder } from '../src/entrypoints/sample-mark.ts';
import { useProcesses } from './support/processes.ts';
import { useTestDb, type TestDb } from './support/test-db.ts';

const { folder } = useProcesses();
const city = useTestDb();
const town = useTestDb();
const password = 'kucing hujan meja biru';
const visitor = { ip: null, userAgent: null };

async function account(t: TestDb, username: string, isSample: boolean): Promise<void> {
  const ready = await readyAccount({ username, fullName: 'Siti Rahmawati', password, isSample });
  await t.db.transaction().execute(async (trx) => addAccount(trx, t.ctx(), ready));
}
const signIn = async (t: TestDb, username: string) => signInStaff(t.ctx(), { username, password, ...visitor });

test('a data folder of the sample city is not opened by a real network, also one that was loaded before folders were marked', async () => {
  await account(city, 'admin', true);
  const config = readConfig({ DATA_DIR: folder() });
  await expect(keepSampleApart(city.db, config, false)).rejects.toThrow('holds the sample city');
  // known from now on before the database is started
  expect(existsSync(markPath(config.dataDir))).toBe(true);
  expect(() => refuseMarkedFolder(config, false)).toThrow('berisi kota contoh');
  expect(() => refuseMarkedFolder(config, true)).not.toThrow();
  await expect(keepSampleApart(city.db, config, true)).resolves.toBeUndefined();
});

test('the sample city is not loaded into a real network, nor is its folder marked', async () => {
  await account(town, 'siti', false);
  const config = readConfig({ DATA_DIR: folder() });
  await expect(keepSampleApart(town.db, config, true)).rejects.toThrow('holds a real network');
  expect(existsSync(markPath(config.dataDir))).toBe(false);
  await expect(keepSampleApart(town.db, config, false)).resolves.toBeUndefined();
});

test('they have folders of their own unless somebody says otherwise', () => {
  const root = join(import.meta.dirname, '..');
  expect(readConfig({}).dataDir).toBe(join(root, 'var/data'));
  expect(readConfig({}, { demo: true }).dataDir).toBe(join(root, 'var/demo'));
});

test('accounts and members of the sample sign in there, and nowhere else', async () => {
  await account(town, 'contoh', true);
  const pinHash = await hashSecret('246810');
  for (const t of [city, town]) {
    const { code: homeLibrary } = await aLibrary(t.ctx());
    await t.db
      .transaction()
      .execute(async (trx) =>
        insertMember(
          trx,
          t.ctx(),
          { number: 'A00001', fullName: 'Dimas Aji', category: 'umum', homeLibrary },
          { isSample: true, pinHash },
        ),
      );
  }
  const card = { number: 'A00001', secret: '246810', ...visitor };
  await expect(signIn(city, 'admin')).resolves.toMatchObject({ locale: 'id' });
  await expect(signInMember(city.ctx(), card)).resolves.toBeDefined();
  await expect(signIn(town, 'contoh')).rejects.toMatchObject({ code: 'identity.wrong_sign_in' });
  await expect(signInMember(town.ctx(), card)).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
  await expect(signIn(town, 'siti')).resolves.toMatchObject({ locale: 'id' });
});

test('a start in another time is for tests that ask for it', () => {
  const LUMBUNG_NOW = '2013-02-09T10:00:00+07:00';
  expect(() => readConfig({ LUMBUNG_NOW })).toThrow('LUMBUNG_NOW is for tests only');
  expect(readConfig({ LUMBUNG_NOW, LUMBUNG_TEST: '1' }).startAt).toEqual(new Date(LUMBUNG_NOW));
  expect(() => readConfig({ LUMBUNG_NOW, LUMBUNG_TEST: '1', NODE_ENV: 'production' })).toThrow('refused in production');
});
