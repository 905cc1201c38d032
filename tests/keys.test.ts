import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countSealedMembers, createMember, getMember, revealNik, updateMember } from '#modules/people/members';
import { addAccount, countSealedAccounts } from '#modules/city/channels';
import { sealSecret } from '../src/modules/people/notifications/channels/channel-settings.ts';
import { ConfigError } from '#platform/config';
import { checkKeys, forgetKeys } from '#platform/database/key-check';
import { addKey, keysFrom, loadSecrets } from '#platform/rights/secrets';
import { aLibrary } from '#modules/people/members/testing';
import { rotateKeys } from '../src/entrypoints/rotate-keys.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const dataDir = mkdtempSync(join(tmpdir(), 'lumbung-keys-'));
const config = { dataDir, secretKeys: null };
const path = join(dataDir, 'secrets.json');
const read = () => loadSecrets(config);
const check = async () => checkKeys(t.db, read(), keysFrom(config), t.clock.now());
const refusal = async (): Promise<string> =>
  check().then(
    () => 'accepted',
    (error: unknown) => {
      if (error instanceof ConfigError) return error.message;
      throw error;
    },
  );

beforeAll(async () => {
  await aLibrary(t.ctx());
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test('a database is opened by its own keys only; what is wrong is said in a sentence', async () => {
  expect(await refusal()).toBe('accepted');
  expect(await refusal()).toBe('accepted');
  const right = readFileSync(path, 'utf8');
  // lost, and made anew by the next start
  rmSync(path);
  expect(await refusal()).toContain(`${path} belongs to another database: its key "k1"`);
  writeFileSync(path, JSON.stringify({ current: 'neu', keys: { neu: Buffer.alloc(32, 7).toString('base64') } }));
  expect(await refusal()).toContain(`${path} lacks the key "k1"`);
  writeFileSync(path, right);
  expect(await refusal()).toBe('accepted');
});

test('a change of keys that was interrupted is finished, and no further key is added', async () => {
  const nik = '3572015505900077';
  const made = await createMember(t.ctx(), { fullName: 'Sari', category: 'umum', homeLibrary: 'KOTA', nik }, read());
  const before = readFileSync(path, 'utf8');
  const secrets = { botToken: sealSecret(read(), 'telegram', 'botToken', '123:rahasia') };
  await t.db
    .updateTable('noticeChannel')
    .set({ secrets: JSON.stringify(secrets) })
    .where('channel', '=', 'telegram')
    .execute();

  await addAccount(
    t.ctx(),
    { secrets: read(), config: { outgoingHosts: [] } },
    { kind: 'mastodon', libraryId: null, name: 'Mastodon', enabled: false, secrets: { token: 'rahasia' } },
  );

  // the power goes after the file was written
  addKey(config);
  expect(read().keyIds).toEqual(['k2', 'k1']);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await refusal()).toBe('accepted');
  expect(await countSealedMembers(t.db, read())).toBe(1);

  const done = await rotateKeys(t.ctx(), { config, secrets: read() });
  expect(done).toEqual({ keyId: 'k2', added: false, resealed: 3 });
  expect(await countSealedMembers(t.db, read())).toBe(0);
  expect(await countSealedAccounts(t.db, read())).toBe(0);
  const { keyId } = await t.db.selectFrom('memberIdentity').select('keyId').executeTakeFirstOrThrow();
  expect(keyId).toBe('k2');
  expect(await revealNik(t.ctx(), read(), made.number)).toMatchObject({ nik });

  // whole from the beginning
  expect(await rotateKeys(t.ctx(), { config, secrets: read() })).toEqual({ keyId: 'k3', added: true, resealed: 3 });
  expect(await revealNik(t.ctx(), read(), made.number)).toMatchObject({ nik });
  // a copy of the file from before is refused now, not used in silence
  const now = readFileSync(path, 'utf8');
  writeFileSync(path, before);
  expect(await refusal()).toContain('lacks the key');
  writeFileSync(path, now);

  // keys from the environment are changed by whoever runs it
  const fromOutside = { dataDir, secretKeys: now };
  expect(await rotateKeys(t.ctx(), { config: fromOutside, secrets: read() })).toBeNull();
});

test('what lost keys sealed is refused in words, edits go on, and the next change of keys is not held up by it', async () => {
  const lost = loadSecrets(config);
  const person = { fullName: 'Budi Hilang', category: 'umum', birthDate: '1990-03-14', sex: 'L' as const };
  const { number } = await createMember(t.ctx(), { ...person, nik: '3572031403900007' }, lost);
  const { version } = await getMember(t.ctx(), number);
  // new keys begin with the ids that the old ones had, or with others
  for (const id of [lost.keyId, 'baru']) {
    writeFileSync(path, JSON.stringify({ current: id, keys: { [id]: Buffer.alloc(32, 7).toString('base64') } }));
    await forgetKeys(t.address);
    expect(await refusal()).toBe('accepted');
    await expect(revealNik(t.ctx(), read(), number)).rejects.toMatchObject({
      code: 'members.nik_key_lost',
      status: 410,
    });
  }
  await updateMember(t.ctx(), number, version, { birthDate: '1990-03-15' }, read());
  expect(await getMember(t.ctx(), number)).toMatchObject({ birthDate: '1990-03-15', nikLast4: '0007' });
  const seen = await t.db.selectFrom('auditEvent').select('id').where('action', '=', 'member.nik_viewed').execute();
  await expect(revealNik(t.ctx(), read(), number)).rejects.toMatchObject({ code: 'members.nik_key_lost' });
  expect(await t.db.selectFrom('auditEvent').select('id').where('action', '=', 'member.nik_viewed').execute()).toEqual(
    seen,
  );

  writeFileSync(
    path,
    JSON.stringify({ current: lost.keyId, keys: { [lost.keyId]: Buffer.alloc(32, 7).toString('base64') } }),
  );
  await forgetKeys(t.address);
  const first = await rotateKeys(t.ctx(), { config, secrets: read() });
  expect(first?.added).toBe(true);
  expect(await countSealedMembers(t.db, read())).toBe(0);
  expect((await rotateKeys(t.ctx(), { config, secrets: read() }))?.added).toBe(true);
  // asked again and typed again, it can be read
  const { version: now } = await getMember(t.ctx(), number);
  await updateMember(t.ctx(), number, now, { nik: '3572031503900007' }, read());
  expect(await revealNik(t.ctx(), read(), number)).toEqual({ nik: '3572031503900007' });
});

test('whoever comes back from a backup without its keys begins with new ones', async () => {
  writeFileSync(path, JSON.stringify({ current: 'k1', keys: { k1: Buffer.alloc(32, 9).toString('base64') } }));
  expect(await refusal()).not.toBe('accepted');
  await forgetKeys(t.address);
  expect(await refusal()).toBe('accepted');
});
