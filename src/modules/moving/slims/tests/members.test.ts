import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLibrary } from '#modules/ground/libraries';
import {
  addBlock,
  createMember,
  findCardHolder,
  getMember,
  liftBlock,
  listRetention,
  resetPin,
  searchMembers,
  setOwnPassword,
  signInMember,
  updateCategory,
  withdrawMember,
} from '#modules/people/members';
import { retention } from '../../../../entrypoints/personal-data.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { explainSaid } from '#modules/moving/runs';
import { migrateSlims } from '../index.ts';
import { fatesOf, runMigration, type Moved } from './run-migration.ts';
import { smallDump } from './small-dump.ts';
import { NIK, OLD_PASSWORDS, person, smallMembers } from './small-members.ts';

const t = useTestDb();
const folder = mkdtempSync(join(tmpdir(), 'lumbung-slims-members-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  await createLibrary(t.ctx(), { code: 'KOTA', name: 'Perpustakaan Kota', type: 'pusat' });
  await createLibrary(t.ctx(), { code: 'GEDOG', name: 'Perpustakaan Gedog', type: 'kelurahan' });
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  for (const table of ['slimsCarried', 'memberBlock', 'session', 'member'] as const) {
    await t.db.deleteFrom(table).execute();
  }
  await t.db.deleteFrom('loanPolicy').where('libraryId', 'is not', null).execute();
  await t.db.deleteFrom('memberCategory').where('code', 'like', 'santri%').execute();
});

/** Moves a library in of which only the members matter. */
async function move(
  input: { dryRun?: boolean; library?: string; members?: ReturnType<typeof smallMembers>; stopAfter?: number } = {},
): Promise<Moved> {
  const { members = smallMembers(), stopAfter, ...rest } = input;
  const content = smallDump('mysqldump', { member: members, item: [], biblio_author: [], biblio_topic: [] });
  const stop = stopAfter === undefined ? undefined : { table: 'member', after: stopAfter };
  return runMigration(t, { path: join(folder, 'dump.sql'), content }, rest, stop);
}

const fates = (moved: Moved, table = 'member'): number[] => fatesOf(moved, table);
const saidOf = ({ said }: Moved, id: string): string[] =>
  said.filter(({ key }) => key === `member_id=${id}`).map(({ code }) => code);

const stored = async () => t.db.selectFrom('member').selectAll().orderBy('number').execute();
const row = async (number: string) =>
  t.db.selectFrom('member').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
const signIn = async (number: string, secret: string) =>
  signInMember(t.ctx({ kind: 'anonymous' }), { number, secret, ip: null, userAgent: 'uji' });

describe('members of a SLiMS', () => {
  test('a trial accounts for every member and writes nothing; in earnest it is the same', async () => {
    const categories = await t.db.selectFrom('memberCategory').selectAll().orderBy('id').execute();
    const trial = await move({ dryRun: true });
    expect(fates(trial)).toEqual([33, 31, 0, 2, 0]);
    expect(fates(trial, 'mst_member_type')).toEqual([4, 1, 2, 1, 0]);
    expect(await stored()).toEqual([]);
    expect(await t.db.selectFrom('memberCategory').selectAll().orderBy('id').execute()).toEqual(categories);
    const moved = await move();
    expect(fates(moved)).toEqual(fates(trial));
    expect(fates(moved, 'mst_member_type')).toEqual(fates(trial, 'mst_member_type'));
    expect(await stored()).toHaveLength(31);
  });

  test('numbers, names and days arrive as they are meant', async () => {
    const moved = await move();
    const numbers = (await stored()).map(({ number }) => number);
    expect(numbers).toEqual(expect.arrayContaining(['A-0007', '0012345', '12345', 'M004/2020', 'M-29', NIK]));
    // a scanned or typed blank makes no difference
    expect((await findCardHolder(t.db, 'M 004/2020'))?.number).toBe('M004/2020');
    expect(saidOf(moved, 'M_29#')).toEqual(['member_number_changed']);
    expect(await row('A-0007')).toMatchObject({
      ...{ fullName: 'Uji Huruf Besar', sex: 'L', birthDate: '1990-05-06', address: 'Jl. Uji 1, Blitar' },
      ...{ postalCode: '66131', phone: '081200000000', joinedOn: '2023-01-02', expiresOn: '2027-12-01' },
      ...{ notes: null, email: null, passwordHash: null, pinHash: null, status: 'active' },
    });
    expect(await row('M-05')).toMatchObject({ birthDate: null, joinedOn: '2023-01-02', expiresOn: null });
    expect(saidOf(moved, 'M-05')).toEqual(['expiry_unknown']);
    expect(await row('M-06')).toMatchObject({ birthDate: null });
    expect(saidOf(moved, 'M-06')).toEqual(['date_unusable']);
    expect((await getMember(t.ctx(), 'M-07')).expiresOn).toBe('9999-12-31');
    expect([(await row('M-08')).sex, (await row('M-09')).sex]).toEqual([null, 'P']);
    expect((await row('M-23')).fullName).toBe('DRA. HJ. SITI AMINAH, M.Pd.');
    const { data } = await searchMembers(t.ctx(), { q: 'siti aminah' });
    expect(data.map(({ number }) => number)).toContain('M-23');
    expect(await row('M-24')).toMatchObject({
      ...{ fullName: "O'Connor, Uji", email: 'oconnor@contoh.id', institution: 'SMP Negeri 1 Uji' },
    });
    expect((await row('M-25')).fullName).toBe('[Tanpa nama]');
    expect(saidOf(moved, 'M-25')).toEqual(['member_nameless']);
    expect(saidOf(moved, 'M-28')).toEqual(['photo_left']);
    expect(saidOf(moved, 'M-30')).toEqual(['guardian_missing']);
    expect(saidOf(moved, 'm-30')).toEqual(['row_repeated']);
    expect(saidOf(moved, '')).toEqual(['key_unusable']);
  });

  test('what cannot be a telephone number or an address is told, and not lost', async () => {
    const moved = await move();
    expect(await row('M-19')).toMatchObject({ email: null, notes: 'E-mail di SLiMS: bukan-surel' });
    expect(saidOf(moved, 'M-19')).toEqual(['email_unusable']);
    expect(await row('M-20')).toMatchObject({ phone: '0812-3456-7890', notes: 'Telepon di SLiMS: (0342) 801234' });
    expect(await row('M-21')).toMatchObject({ phone: null, notes: null });
    expect(saidOf(moved, 'M-21')).toEqual(['phone_unusable']);
  });

  test('two cards of one person both stay, and the library is told', async () => {
    const moved = await move();
    expect(saidOf(moved, 'M-11')).toEqual(['member_maybe']);
    expect(moved.said.find(({ key }) => key === 'member_id=M-12')?.params).toEqual({ number: 'M-11' });
  });

  test('who waits for approval may not borrow until somebody agrees', async () => {
    await move();
    const { blocks } = await getMember(t.ctx(), 'M-22');
    expect(blocks).toMatchObject([{ kind: 'manual', untilDate: null }]);
    await liftBlock(t.ctx(), blocks[0]?.id ?? 0);
    expect((await getMember(t.ctx(), 'M-22')).blocks).toEqual([]);
  });

  test('nothing personal is in the report, the log or the trace, and nobody is sent anything', async () => {
    const { last } = await t.db
      .selectFrom('auditEvent')
      .select((eb) => eb.fn.coalesce(eb.fn.max('id'), eb.lit(0)).as('last'))
      .executeTakeFirstOrThrow();
    const trial = await move({ dryRun: true });
    const moved = await move();
    const words = [...trial.said, ...moved.said].flatMap((one) => [
      ...[one.key, explainSaid(one, 'id'), explainSaid(one, 'en')],
      JSON.stringify(one.params),
    ]);
    expect([...trial.said, ...moved.said].every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
    const trace = await t.db.selectFrom('auditEvent').selectAll().where('id', '>', last).execute();
    expect(trace.filter(({ action }) => action === 'member.created')).toHaveLength(31);
    const all = [...words, JSON.stringify(trace)].join('\n');
    expect(all).not.toMatch(/Uji (?!Coba)[A-Z]|SITI|O'Connor|\$2y\$|scrypt|sandi-lama|081200000000|bukan-surel/);
    expect(all).not.toContain(NIK);
    expect(all).not.toContain(OLD_PASSWORDS.md5[1]);
    expect(saidOf(moved, '…0001')).toEqual(['photo_left']);
    expect(saidOf(moved, 'M-26')).toEqual(['pin_left', 'identity_removed']);
    expect((await row('M-26')).notes).toBe('NIK [NIK dihapus]\nSuka komik');
    for (const table of ['notification', 'delivery', 'applicantMessage'] as const) {
      expect(await t.db.selectFrom(table).selectAll().execute()).toEqual([]);
    }
  });
});

describe('types of members', () => {
  test('are the categories of their names; what is missing is made, once', async () => {
    const moved = await move();
    const made = await t.db.selectFrom('memberCategory').selectAll().where('code', 'like', 'santri%').execute();
    expect(made).toMatchObject([
      { code: 'santri_siswa', nameId: 'Santri & Siswa', validityMonths: 12, kind: 'person' },
    ]);
    expect((await getMember(t.ctx(), 'A-0007')).category).toBe('umum');
    expect((await getMember(t.ctx(), 'M-30')).category).toBe('santri_siswa');
    expect((await getMember(t.ctx(), 'M-10')).category).toBe('umum');
    expect(saidOf(moved, 'M-10')).toEqual(['member_type_unknown']);
    const ofTypes = moved.said.filter(({ table }) => table === 'mst_member_type');
    expect(ofTypes.map(({ key, code }) => `${key} ${code}`)).toEqual([
      'member_type_id=1 type_there',
      'member_type_id=1 rule_taken',
      'member_type_id=2 rule_taken',
      'member_type_id=3 type_there',
      'member_type_id=4 type_nameless',
    ]);
  });

  test('one that got another name here is not brought again', async () => {
    await move();
    const { code, version } = await t.db
      .selectFrom('memberCategory')
      .select(['code', 'version'])
      .where('code', '=', 'santri_siswa')
      .executeTakeFirstOrThrow();
    await updateCategory(t.ctx(), code, version, { nameId: 'Santri' });
    const more = [...smallMembers(), person('M-99', 'Uji Baru', { member_type_id: 2 })];
    const again = await move({ members: more });
    expect(fates(again, 'mst_member_type')).toEqual([4, 0, 0, 1, 3]);
    expect((await getMember(t.ctx(), 'M-99')).category).toBe('santri_siswa');
    expect(
      await t.db.selectFrom('memberCategory').select('id').where('code', 'like', 'santri%').execute(),
    ).toHaveLength(1);
  });

  test('a dump without that table brings the members all the same', async () => {
    const path = join(folder, 'tanpa-tipe.sql');
    writeFileSync(path, smallDump('mysqldump', { mst_member_type: [] }));
    const watching = { signal: new AbortController().signal, onSaid: () => undefined, onProgress: () => undefined };
    await migrateSlims(t.ctx(), t.storage, { path }, watching);
    expect((await getMember(t.ctx(), 'M-30')).category).toBe('umum');
  });
});

describe('old passwords', () => {
  test.for([
    ['bcrypt', 'M-13', OLD_PASSWORDS.bcrypt[0], /^bcrypt\$2y\$10\$/],
    ['MD5', 'M-14', OLD_PASSWORDS.md5[0], /^scrypt-md5\$/],
    ['MD5 in capitals', 'M-16', OLD_PASSWORDS.md5[0], /^scrypt-md5\$/],
    ['six figures, which a PIN has too', 'M-18', OLD_PASSWORDS.figures[0], /^scrypt-md5\$/],
  ] as const)('%s: opens the door, and is kept in the own form from then on', async ([, number, password, kept]) => {
    await move();
    const before = await row(number);
    expect(before.passwordHash).toMatch(kept);
    for (const wrong of ['', ' ', `${password}x`, `${password.toUpperCase()} `, before.passwordHash ?? '']) {
      await expect(signIn(number, wrong)).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
    }
    // five wrong ones lock the card as ever, old password or not
    await expect(signIn(number, password)).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
    expect((await row(number)).passwordHash).toBe(before.passwordHash);
    t.clock.set(new Date(new Date(TEST_NOW).getTime() + 16 * 60_000).toISOString());
    expect((await signIn(number, password)).memberId).toBe(before.id);
    const after = (await row(number)).passwordHash;
    expect(after).toMatch(/^scrypt\$/);
    await signIn(number, password);
    expect((await row(number)).passwordHash).toBe(after);
    await expect(signIn(number, '')).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
  });

  test('an old password that today’s rules would refuse can be replaced by a good one', async () => {
    await move();
    const session = await signIn('M-18', OLD_PASSWORDS.figures[0]);
    const own = t.ctx({
      ...{ kind: 'member', id: session.memberId, number: 'M-18', name: 'Uji', sessionId: session.sessionId },
    });
    await setOwnPassword(own, { current: OLD_PASSWORDS.figures[0], next: 'kucing hujan meja biru' });
    await signIn('M-18', 'kucing hujan meja biru');
    // a PIN from the desk is the one that six figures mean then
    const { pin } = await resetPin(t.ctx(), 'M-18');
    await expect(signIn('M-18', OLD_PASSWORDS.figures[0])).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
    await signIn('M-18', pin);
  });

  test('none, an empty one, and one that a column cut off open nothing; the last is told', async () => {
    const moved = await move();
    for (const [number, secret] of [
      ['A-0007', ''],
      ['M-15', ''],
      ['M-17', OLD_PASSWORDS.bcrypt[0]],
      ['M-17', OLD_PASSWORDS.bcrypt[1].slice(0, 32)],
      ['M-27', ''],
    ] as const) {
      expect((await row(number)).passwordHash).toBeNull();
      await expect(signIn(number, secret)).rejects.toMatchObject({ code: 'members.wrong_sign_in' });
    }
    expect([saidOf(moved, 'M-15'), saidOf(moved, 'M-17'), saidOf(moved, 'M-27')]).toEqual([
      [],
      ['password_unusable'],
      ['password_unusable'],
    ]);
  });
});

describe('once and no more', () => {
  test('a second run brings nobody twice, and whoever was erased here stays away', async () => {
    await move();
    await withdrawMember(t.ctx(), 'M-08', 1, async () => Promise.resolve());
    await t.db.deleteFrom('member').where('number', '=', 'M-09').execute();
    const before = await stored();
    const again = await move();
    expect(fates(again)).toEqual([33, 0, 0, 2, 31]);
    expect(again.said.filter(({ table, fate }) => table === 'member' && fate === 'told')).toEqual([]);
    expect(await stored()).toEqual(before);
    expect(fates(await move({ dryRun: true }))).toEqual([33, 0, 0, 2, 31]);
  });

  test('a run that ends in the middle goes on as if it had been one', async () => {
    const members = Array.from({ length: 1200 }, (_, i) => person(`K${String(i).padStart(4, '0')}`, `Uji ${i}`));
    await expect(move({ members, stopAfter: 500 })).rejects.toThrow();
    const half = (await stored()).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(1200);
    expect(fates(await move({ members }))).toEqual([1200, 1200 - half, 0, 0, half]);
    expect(await stored()).toHaveLength(1200);
  });

  test('whoever was registered here by hand stays as they are; a number alone makes nobody the same person', async () => {
    const by = { category: 'umum', homeLibrary: 'KOTA' } as const;
    await createMember(t.ctx(), { ...by, number: 'M-05', fullName: 'Uji Tanpa Tanggal', phone: '0811111111' });
    await createMember(t.ctx(), { ...by, number: 'm-13', fullName: 'Bambang Lain Orang' });
    await addBlock(t.ctx(), 'M-05', { reason: 'Buku rusak' });
    const before = await row('M-05');
    expect(fates(await move({ dryRun: true }))).toEqual([33, 30, 1, 2, 0]);
    const moved = await move();
    expect(fates(moved)).toEqual([33, 30, 1, 2, 0]);
    expect(saidOf(moved, 'M-05')).toEqual(['member_there']);
    expect(await row('M-05')).toEqual(before);
    expect(saidOf(moved, 'M-13')).toEqual(['member_number_taken']);
    expect((await row('m-13')).fullName).toBe('Bambang Lain Orang');
    expect((await signIn('M-13-2', OLD_PASSWORDS.bcrypt[0])).memberId).toBe((await row('M-13-2')).id);
    expect(fates(await move())).toEqual([33, 0, 0, 2, 31]);
  });

  test('numbers of another library’s SLiMS are other people’s', async () => {
    await move({ members: [person('001', 'Ani Kota')] });
    const gedog = await move({
      members: [person('001', 'Budi Gedog'), person('00 1', 'Cici Gedog')],
      library: 'GEDOG',
    });
    expect(fates(gedog)).toEqual([2, 2, 0, 0, 0]);
    expect((await stored()).map(({ number, fullName }) => `${number} ${fullName}`)).toEqual([
      '001 Ani Kota',
      '001-2 Budi Gedog',
      '001-3 Cici Gedog',
    ]);
  });
});

test('retention counts from the day of the arrival, however old the card and the last visit', async () => {
  const long = { expire_date: '2012-01-01', register_date: '2010-01-01', member_since_date: '2009-01-01' };
  await move({ members: [person('LAMA-1', 'Uji Lama', { ...long, last_update: '2011-01-01' })] });
  expect(await row('LAMA-1')).toMatchObject({
    joinedOn: '2009-01-01',
    expiresOn: '2012-01-01',
    lastActiveOn: '2026-11-25',
  });
  const due = async (at: string): Promise<number | undefined> => {
    t.clock.set(at);
    return (await listRetention(t.ctx(), retention)).classes.find(({ key }) => key === 'inactive_members')?.count;
  };
  expect(await due('2026-11-26T01:30:00+07:00')).toBe(0);
  expect(await due('2028-11-20T01:30:00+07:00')).toBe(0);
  expect(await due('2028-12-01T01:30:00+07:00')).toBe(1);
});
