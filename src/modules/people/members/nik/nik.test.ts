import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { makeSecrets } from '#platform/rights/secrets';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createMember, getMember, resealMembers, revealNik, updateMember } from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
const old = randomBytes(32);
const secrets = makeSecrets('k1', new Map([['k1', old]]));
const NIK = '3572035403900003';
let number = '';

beforeAll(async () => {
  await aLibrary(t.ctx());
  const siti = { fullName: 'Siti Aminah', category: 'umum', birthDate: '1990-03-14', sex: 'P' as const };
  ({ number } = await createMember(t.ctx(), { ...siti, nik: '3572 0354 0390 0003' }, secrets));
});

const everything = async (): Promise<string> => {
  const [members, identities, events] = await Promise.all([
    t.db.selectFrom('member').selectAll().execute(),
    t.db.selectFrom('memberIdentity').selectAll().execute(),
    t.db.selectFrom('auditEvent').selectAll().execute(),
  ]);
  return JSON.stringify([members, identities.map((row) => row.nikSealed.toString('latin1')), events]);
};

test('the number is nowhere in the database, only its last four figures are shown', async () => {
  expect(await getMember(t.ctx(), number)).toMatchObject({ nikLast4: '0003', nikMismatch: [] });
  const all = await everything();
  expect(all).not.toContain(NIK);
  expect(all).toContain('Siti Aminah');
});

test('whoever may not edit members does not even see the last four', async () => {
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  expect(await getMember(reader, number)).toMatchObject({ reduced: true, nikLast4: null });
});

test('seeing it whole needs a permission of its own, and each view is written down without the number', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read', 'members.edit'] }] });
  await expect(revealNik(clerk, secrets, number)).rejects.toMatchObject({ code: 'platform.forbidden' });
  const head = t.ctx({ id: 7, name: 'Bu Kepala' });
  expect(await revealNik(head, secrets, number)).toEqual({ nik: NIK });
  expect(await revealNik(head, secrets, number)).toEqual({ nik: NIK });
  const views = await t.db.selectFrom('auditEvent').selectAll().where('action', '=', 'member.nik_viewed').execute();
  expect(views.map((view) => [view.actorName, view.before, view.after])).toEqual([
    ['Bu Kepala', null, null],
    ['Bu Kepala', null, null],
  ]);
  expect(await everything()).not.toContain(NIK);
});

test('one NIK, one card, also when two desks register at once', async () => {
  const again = { fullName: 'Orang Lain', category: 'umum', nik: NIK };
  await expect(createMember(t.ctx(), again, secrets)).rejects.toMatchObject({
    code: 'members.nik_taken',
    fields: { nik: 'nik_taken' },
    params: { number, name: 'Siti Aminah' },
  });
  const twice = ['A', 'B'].map(async (fullName) =>
    createMember(t.ctx(), { fullName, category: 'umum', nik: '3572030101800001' }, secrets).then(
      () => 'kept',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    ),
  );
  expect((await Promise.all(twice)).toSorted()).toEqual(['kept', 'members.nik_taken']);
});

test('a NIK that contradicts birth date or sex is kept with a warning, which goes when the record is put right', async () => {
  const made = await createMember(
    t.ctx(),
    { fullName: 'Budi', category: 'umum', birthDate: '1990-12-01', sex: 'P', nik: '3572030112910002' },
    secrets,
  );
  expect(made.nikMismatch).toEqual(['birth_date', 'sex']);
  const right = await updateMember(t.ctx(), made.number, made.version, { birthDate: '1991-12-01', sex: 'L' }, secrets);
  expect(right.nikMismatch).toEqual([]);
});

test('fifteen figures are refused at their field; nothing is registered', async () => {
  const before = await t.db.selectFrom('member').select('id').execute();
  await expect(
    createMember(t.ctx(), { fullName: 'C', category: 'umum', nik: '357203011291000' }, secrets),
  ).rejects.toMatchObject({ fields: { nik: 'nik_format' } });
  expect(await t.db.selectFrom('member').select('id').execute()).toHaveLength(before.length);
});

test('an edit that does not name the NIK leaves it; an empty one takes it away', async () => {
  const { version } = await getMember(t.ctx(), number);
  const kept = await updateMember(t.ctx(), number, version, { phone: '0342 123456' }, secrets);
  expect(kept.nikLast4).toBe('0003');
  const removed = await updateMember(t.ctx(), number, kept.version, { nik: '' }, secrets);
  expect(removed.nikLast4).toBeNull();
  await expect(revealNik(t.ctx(), secrets, number)).rejects.toMatchObject({ code: 'members.no_nik' });
  await updateMember(t.ctx(), number, removed.version, { nik: NIK }, secrets);
});

test('after a new key everything is sealed anew, and one card stays one card in between', async () => {
  const rotated = makeSecrets(
    'k2',
    new Map([
      ['k1', old],
      ['k2', randomBytes(32)],
    ]),
  );
  await expect(createMember(t.ctx(), { fullName: 'D', category: 'umum', nik: NIK }, rotated)).rejects.toMatchObject({
    code: 'members.nik_taken',
  });
  expect(await resealMembers(t.ctx(), rotated)).toBe(3);
  expect(await resealMembers(t.ctx(), rotated)).toBe(0);
  expect(await revealNik(t.ctx(), rotated, number)).toEqual({ nik: NIK });
  await expect(revealNik(t.ctx(), secrets, number)).rejects.toMatchObject({ code: 'members.nik_key_lost' });
});
