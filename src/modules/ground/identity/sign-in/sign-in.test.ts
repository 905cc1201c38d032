import { beforeAll, expect, test } from 'vitest';
import type { AppError } from '#platform/errors';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createAccount, resolveActor, setPassword, signInStaff } from '../index.ts';
import {
  changeOwnPassword,
  createMemberSession,
  disableAccount,
  listAccounts,
  listSessions,
  revokeSession,
  signOut,
  signOutEverywhere,
} from '../index.ts';
import { LOCK_AFTER_FAILURES } from '../testing.ts';
import { GOOD_PASSWORD, makeAccount, signedIn } from '../testing.ts';

const t = useTestDb();
const visitor = { ip: '192.0.2.7', userAgent: 'uji' };
const nobody = () => t.ctx({ kind: 'anonymous' });
const refusal = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'no refusal',
    (error: AppError) => error.code,
  );
const auditOf = async (action: string) =>
  t.db.selectFrom('auditEvent').selectAll().where('action', '=', action).orderBy('id', 'desc').execute();

beforeAll(async () => {
  await makeAccount(t, { username: 'siti', grants: [{ role: 'head', libraryId: null }] });
});

test('the right name and password sign in, whatever the case of the name, and the trace says who', async () => {
  const coming = nobody();
  const session = await signInStaff(coming, { username: ' Siti ', password: GOOD_PASSWORD, ...visitor });
  const { actor } = await resolveActor(t, { bearer: null, sessionToken: session.token });
  expect(actor).toMatchObject({ kind: 'account', username: 'siti' });
  const [seen] = await listAccounts(t.ctx(), { q: 'siti', limit: 1 });
  expect(seen?.lastSignInAt).toEqual(coming.clock.now());
  expect((await auditOf('account.signed_in'))[0]).toMatchObject({
    actorName: 'Petugas siti',
    after: { ip: visitor.ip },
  });
});

test('a wrong password, an unknown name and a closed account get the same answer', async () => {
  const closed = await makeAccount(t, { username: 'tutup' });
  await disableAccount(t.ctx(), { id: closed.id, version: closed.version });
  const codes = await Promise.all([
    refusal(signInStaff(nobody(), { username: 'siti', password: 'salah salah salah', ...visitor })),
    refusal(signInStaff(nobody(), { username: 'tidak-ada', password: 'salah salah salah', ...visitor })),
    refusal(signInStaff(nobody(), { username: 'tutup', password: GOOD_PASSWORD, ...visitor })),
  ]);
  expect(codes).toEqual(Array(3).fill('identity.wrong_sign_in'));
});

test('eight wrong passwords lock the account for a quarter of an hour, also for the right one; an unknown name looks the same', async () => {
  await makeAccount(t, { username: 'rina' });
  for (const username of ['rina', 'bukan-rina']) {
    for (let turn = 0; turn < LOCK_AFTER_FAILURES; turn++) {
      const code = await refusal(
        signInStaff(nobody(), { username, password: 'salah salah', ip: null, userAgent: null }),
      );
      expect(code, `${username} ${turn}`).toBe('identity.wrong_sign_in');
    }
    expect(await refusal(signInStaff(nobody(), { username, password: GOOD_PASSWORD, ip: null, userAgent: null }))).toBe(
      'identity.locked',
    );
  }
  expect(await auditOf('account.locked')).toHaveLength(1);
  t.clock.set('2026-11-25T10:15:01+07:00');
  const session = await signInStaff(nobody(), { username: 'rina', password: GOOD_PASSWORD, ip: null, userAgent: null });
  expect(session.token).toMatch(/^ls_/);
});

test('a manager opens a locked account with a new password', async () => {
  const account = await makeAccount(t, { username: 'budi' });
  for (let turn = 0; turn < LOCK_AFTER_FAILURES; turn++) {
    await refusal(signInStaff(nobody(), { username: 'budi', password: 'salah salah', ip: null, userAgent: null }));
  }
  await setPassword(t.ctx(), { accountId: account.id, password: 'lereng truntum parang' });
  expect(await signedIn(t, 'budi', 'lereng truntum parang')).toBeDefined();
});

test('one address that tries many names is stopped', async () => {
  const codes = new Set<string>();
  await Promise.all(
    Array.from({ length: 61 }, async (_, turn) => {
      codes.add(
        await refusal(
          signInStaff(nobody(), { username: `nama${turn}`, password: 'salah', ip: '198.51.100.9', userAgent: null }),
        ),
      );
    }),
  );
  expect(codes).toContain('platform.too_many_requests');
}, 60_000);

test('signing out ends this session only; signing out everywhere ends all; a revoked one is nobody', async () => {
  await makeAccount(t, { username: 'wati' });
  const desk = await signedIn(t, 'wati');
  const phone = await signedIn(t, 'wati');
  const home = await signedIn(t, 'wati');
  expect((await listSessions(desk.ctx)).map((session) => session.current)).toHaveLength(3);
  await signOut(phone.ctx);
  expect(await listSessions(desk.ctx)).toHaveLength(2);
  const other = (await listSessions(desk.ctx)).find((session) => !session.current);
  await revokeSession(desk.ctx, { sessionId: other?.id ?? 0 });
  const { actor } = await resolveActor(t, { bearer: null, sessionToken: home.token });
  expect(actor.kind).toBe('anonymous');
  await signedIn(t, 'wati');
  expect(await signOutEverywhere(desk.ctx)).toBe(2);
  expect(await listSessions(desk.ctx)).toEqual([]);
});

test('nobody ends the session of another', async () => {
  await makeAccount(t, { username: 'satu' });
  await makeAccount(t, { username: 'dua' });
  const one = await signedIn(t, 'satu');
  const two = await signedIn(t, 'dua');
  const [session] = await listSessions(one.ctx);
  expect(await refusal(revokeSession(two.ctx, { sessionId: session?.id ?? 0 }))).toBe('platform.not_found');
});

test('a new password of one’s own needs the old one, ends the other sessions and keeps this one', async () => {
  await makeAccount(t, { username: 'dewi' });
  const desk = await signedIn(t, 'dewi');
  const phone = await signedIn(t, 'dewi');
  await expect(
    changeOwnPassword(desk.ctx, { current: 'bukan ini', next: 'parang truntum ceplok' }),
  ).rejects.toMatchObject({ fields: { current: 'wrong_password' } });
  await expect(changeOwnPassword(desk.ctx, { current: GOOD_PASSWORD, next: 'pendek' })).rejects.toMatchObject({
    fields: { next: 'password_short' },
  });
  await expect(changeOwnPassword(desk.ctx, { current: GOOD_PASSWORD, next: 'Password123' })).rejects.toMatchObject({
    fields: { next: 'password_common' },
  });
  await changeOwnPassword(desk.ctx, { current: GOOD_PASSWORD, next: 'parang truntum ceplok' });
  expect((await resolveActor(t, { bearer: null, sessionToken: desk.token })).actor.kind).toBe('account');
  expect((await resolveActor(t, { bearer: null, sessionToken: phone.token })).actor.kind).toBe('anonymous');
  expect(await refusal(signedIn(t, 'dewi'))).toBe('identity.wrong_sign_in');
});

test('a session ends by itself after a working day', async () => {
  t.clock.set('2026-11-26T08:00:00+07:00');
  await makeAccount(t, { username: 'pagi' });
  const { token } = await signedIn(t, 'pagi');
  t.clock.set('2026-11-26T20:00:01+07:00');
  expect((await resolveActor(t, { bearer: null, sessionToken: token })).actor.kind).toBe('anonymous');
});

test('the trace never holds a password or its hash', async () => {
  await createAccount(t.ctx(), { username: 'rahasia', fullName: 'Rahasia', password: 'sangat rahasia sekali' });
  const rows = await t.db.selectFrom('auditEvent').select(['before', 'after']).execute();
  expect(JSON.stringify(rows)).not.toMatch(/scrypt|sangat rahasia|kawung sawo/);
});

test('a member signs in on the same table of sessions', async () => {
  const library = await t.db
    .insertInto('library')
    .values({ code: 'UJI', name: 'Uji', type: 'pusat' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const category = await t.db.selectFrom('memberCategory').select('id').limit(1).executeTakeFirstOrThrow();
  const member = await t.db
    .insertInto('member')
    .values({
      number: '2026110001',
      fullName: 'Ayu',
      foldedName: 'ayu',
      searchName: ' ayu',
      categoryId: category.id,
      homeLibraryId: library.id,
      joinedOn: '2026-11-25',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { token } = await t.db
    .transaction()
    .execute(async (trx) => createMemberSession(trx, nobody(), { memberId: member.id, ...visitor }));
  const { actor } = await resolveActor(t, { bearer: null, sessionToken: token });
  expect(actor).toMatchObject({ kind: 'member', number: '2026110001' });
});
