import { permissions } from '#contributed/permissions';
import { beforeAll, expect, test } from 'vitest';
import type { AppError } from '#platform/errors';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  createAccount,
  createApiToken,
  createRole,
  deleteRole,
  disableAccount,
  getRole,
  grantRole,
  listAccounts,
  listRoles,
  listTokens,
  resolveActor,
  revokeRole,
  revokeToken,
  setPassword,
  updateAccount,
  updateRole,
} from '../index.ts';
import { GOOD_PASSWORD, makeAccount, signedIn } from '../testing.ts';

const t = useTestDb();
let kota = 0;
let gedog = 0;
let head: Ctx;
const refusal = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: AppError) => error.code,
  );
const newcomer = (username: string) => ({ username, fullName: 'Orang Baru', password: GOOD_PASSWORD });

beforeAll(async () => {
  const rows = await t.db
    .insertInto('library')
    .values([
      { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' },
      { code: 'GEDOG', name: 'Kelurahan Gedog', type: 'kelurahan' },
    ])
    .returning('id')
    .execute();
  [kota, gedog] = rows.map((row) => row.id) as [number, number];
  await makeAccount(t, { username: 'admin', grants: [{ role: 'administrator', libraryId: null }] });
  await makeAccount(t, { username: 'kepala', homeLibraryId: gedog, grants: [{ role: 'head', libraryId: gedog }] });
  head = (await signedIn(t, 'kepala')).ctx;
});

test('the head of a library makes accounts for her own library only', async () => {
  const account = await createAccount(head, {
    ...newcomer('petugas.gedog'),
    homeLibraryId: gedog,
    grants: [{ role: 'circulation', libraryId: gedog }],
  });
  expect(account.grants).toMatchObject([{ roleCode: 'circulation', libraryId: gedog }]);
  expect(await refusal(createAccount(head, { ...newcomer('lain'), homeLibraryId: kota }))).toBe('platform.forbidden');
  expect(await refusal(createAccount(head, newcomer('lain')))).toBe('platform.forbidden');
  const seen = await listAccounts(head, { limit: 50 });
  expect(seen.every((row) => row.homeLibraryId === gedog)).toBe(true);
});

test('nobody hands out more than they hold, nor takes over an account that holds more', async () => {
  const account = await createAccount(head, { ...newcomer('biasa'), homeLibraryId: gedog });
  const wanted = { accountId: account.id, role: 'administrator', libraryId: gedog };
  expect(await refusal(grantRole(head, wanted))).toBe('identity.more_than_own');
  expect(await refusal(grantRole(head, { ...wanted, role: 'circulation', libraryId: null }))).toBe(
    'platform.forbidden',
  );
  const boss = await makeAccount(t, {
    username: 'boss',
    homeLibraryId: gedog,
    grants: [{ role: 'administrator', libraryId: null }],
  });
  expect(await refusal(setPassword(head, { accountId: boss.id, password: 'lereng truntum parang' }))).toBe(
    'identity.more_than_own',
  );
  expect(await refusal(disableAccount(head, { id: boss.id, version: boss.version }))).toBe('identity.more_than_own');
  expect(
    await refusal(
      createApiToken(head, { permissions }, { accountId: boss.id, name: 'x', scopes: ['*'], expiresAt: null }),
    ),
  ).toBe('identity.more_than_own');
  await disableAccount(t.ctx(), { id: boss.id, version: boss.version });
});

test('two editors of one account: the second is told, nothing is overwritten', async () => {
  const account = await createAccount(t.ctx(), newcomer('dua.editor'));
  await updateAccount(t.ctx(), { id: account.id, version: account.version, fullName: 'Nama Pertama' });
  const second = updateAccount(t.ctx(), { id: account.id, version: account.version, email: 'kedua@contoh.id' });
  expect(await refusal(second)).toBe('platform.version_conflict');
  const [now] = await listAccounts(t.ctx(), { q: 'dua.editor', limit: 5 });
  expect(now).toMatchObject({ fullName: 'Nama Pertama', email: null });
});

test('what is wrong in a new account is said field by field', async () => {
  const fields = (input: object) => expect(createAccount(t.ctx(), { ...newcomer('benar'), ...input })).rejects;
  await fields({ username: 'Ada Spasi' }).toMatchObject({ fields: { username: 'username' } });
  await fields({ username: 'admin' }).toMatchObject({ fields: { username: 'taken' } });
  await fields({ fullName: ' ' }).toMatchObject({ fields: { fullName: 'required' } });
  await fields({ password: 'pendek' }).toMatchObject({ fields: { password: 'password_short' } });
  await fields({ password: 'perpustakaan' }).toMatchObject({ fields: { password: 'password_common' } });
  await fields({ homeLibraryId: 999 }).toMatchObject({ fields: { homeLibraryId: 'unknown' } });
  await fields({ grants: [{ role: 'raja', libraryId: null }] }).toMatchObject({ fields: { role: 'unknown' } });
  expect(await listAccounts(t.ctx(), { q: 'benar', limit: 5 })).toEqual([]);
});

test('the last network-wide administrator stays, even when two are taken away at the same moment', async () => {
  const [admin] = await listAccounts(t.ctx(), { q: 'admin', limit: 5 });
  const grant = admin?.grants[0];
  if (!admin || !grant) throw new Error('no administrator');
  expect(await refusal(revokeRole(t.ctx(), { accountId: admin.id, grantId: grant.id }))).toBe(
    'identity.last_administrator',
  );
  expect(await refusal(disableAccount(t.ctx(), { id: admin.id, version: admin.version }))).toBe(
    'identity.last_administrator',
  );
  const other = await makeAccount(t, { username: 'wakil', grants: [{ role: 'administrator', libraryId: null }] });
  const results = await Promise.all([
    refusal(disableAccount(t.ctx(), { id: admin.id, version: admin.version })),
    refusal(revokeRole(t.ctx(), { accountId: other.id, grantId: other.grants[0]?.id ?? 0 })),
  ]);
  expect(results.toSorted()).toEqual(['identity.last_administrator', 'no refusal']);
});

test('a closed account loses its sessions and tokens at once', async () => {
  const account = await makeAccount(t, { username: 'pindah', grants: [{ role: 'read_only', libraryId: kota }] });
  const { token } = await signedIn(t, 'pindah');
  const api = await createApiToken(
    t.ctx(),
    { permissions },
    { accountId: account.id, name: 'lama', scopes: ['*'], expiresAt: null },
  );
  await disableAccount(t.ctx(), { id: account.id, version: account.version });
  expect((await resolveActor(t, { bearer: null, sessionToken: token })).actor.kind).toBe('anonymous');
  expect((await resolveActor(t, { bearer: api.token, sessionToken: null })).actor.kind).toBe('anonymous');
});

test('a token does what its scopes say and no more, until it is revoked or ends', async () => {
  const account = await makeAccount(t, { username: 'mesin', grants: [{ role: 'circulation', libraryId: kota }] });
  const { ctx } = await signedIn(t, 'mesin');
  const made = await createApiToken(
    ctx,
    { permissions },
    {
      name: 'Mesin pinjam mandiri',
      scopes: ['loans.*', 'members.read'],
      expiresAt: new Date('2026-12-01T00:00:00Z'),
    },
  );
  const as = async () => (await resolveActor(t, { bearer: made.token, sessionToken: null })).actor;
  const actor = await as();
  expect(actor).toMatchObject({ kind: 'account', id: account.id, scopes: ['loans.*', 'members.read'] });
  const byToken = { ...ctx, actor };
  expect(
    await refusal(createApiToken(byToken, { permissions }, { name: 'anak', scopes: ['*'], expiresAt: null })),
  ).toBe('identity.more_than_own');
  expect(
    await refusal(createApiToken(byToken, { permissions }, { name: 'anak', scopes: ['loans.renew'], expiresAt: null })),
  ).toBe('no refusal');
  expect(await refusal(listTokens(byToken))).toBe('platform.forbidden');
  expect(
    await refusal(createApiToken(ctx, { permissions }, { name: 'salah', scopes: ['terbang.tinggi'], expiresAt: null })),
  ).toBe('platform.invalid_input');
  expect(await listTokens(ctx)).toHaveLength(2);
  await revokeToken(ctx, { id: made.id });
  expect((await as()).kind).toBe('anonymous');
});

test('a role of one’s own: made, changed against its version, not deleted while somebody holds it', async () => {
  const role = await createRole(
    t.ctx(),
    { permissions },
    {
      code: 'magang',
      nameId: 'Magang',
      nameEn: 'Intern',
      permissions: ['catalog.read'],
    },
  );
  const changed = await updateRole(t.ctx(), { permissions }, { ...role, permissions: ['catalog.read', 'loans.read'] });
  expect(changed.permissions).toEqual(['catalog.read', 'loans.read']);
  expect(await refusal(updateRole(t.ctx(), { permissions }, { ...role, nameId: 'Lain' }))).toBe(
    'platform.version_conflict',
  );
  const account = await createAccount(t.ctx(), {
    ...newcomer('anak.magang'),
    grants: [{ role: 'magang', libraryId: null }],
  });
  expect(await refusal(deleteRole(t.ctx(), changed))).toBe('identity.role_in_use');
  await revokeRole(t.ctx(), { accountId: account.id, grantId: account.grants[0]?.id ?? 0 });
  await deleteRole(t.ctx(), changed);
  const roles = await listRoles(t.ctx());
  expect(roles.map((row) => row.code)).toEqual([
    'administrator',
    'head',
    'cataloguer',
    'circulation',
    'programmes',
    'outreach',
    'school_staff',
    'educator',
    'door',
    'read_only',
  ]);
  const administrator = await getRole(t.ctx(), { id: roles[0]?.id ?? 0 });
  expect(await refusal(updateRole(t.ctx(), { permissions }, { ...administrator, permissions: ['catalog.read'] }))).toBe(
    'identity.builtin_role',
  );
});
