import { beforeAll, describe, expect, test } from 'vitest';
import { setSetting } from '#modules/ground/libraries';
import type { AppError } from '#platform/errors';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addBlock,
  createCategory,
  createMember,
  findMemberByNumber,
  getMember,
  liftBlock,
  lockMemberForLoan,
  renewMembership,
  saveMemberBatch,
  searchMembers,
  updateCategory,
  updateMember,
  withdrawMember,
} from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
const refusal = async (work: Promise<unknown>): Promise<Pick<AppError, 'code' | 'fields' | 'params'>> => {
  const error = await work.then(
    () => null,
    (reason: AppError) => reason,
  );
  if (error === null) throw new Error('this should have been refused');
  return { code: error.code, fields: error.fields, params: error.params };
};
const lastAudit = async () =>
  t.db.selectFrom('auditEvent').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();

beforeAll(async () => {
  await aLibrary(t.ctx());
  await aLibrary(t.ctx(), 'KEL-GEDOG');
});

describe('registering', () => {
  test('a reader with one name gets a number by the pattern and a card for three years', async () => {
    const member = await createMember(t.ctx(), { fullName: ' Sunardi ', category: 'umum', birthDate: '1980-02-01' });
    expect(member).toMatchObject({
      number: '20261100001',
      fullName: 'Sunardi',
      homeLibrary: 'KOTA',
      joinedOn: '2026-11-25',
      expiresOn: '2029-11-25',
      status: 'active',
      hasPin: false,
      version: 1,
    });
    expect(await getMember(t.ctx(), '20261100001')).toEqual(member);
    expect(await lastAudit()).toMatchObject({ action: 'member.created', entityId: String(member.id) });
  });

  test('a hundred desks registering at once give a hundred different numbers without a gap', async () => {
    const first = await aMember(t.ctx());
    const made = await Promise.all(
      Array.from({ length: 100 }, async () => aMember(t.ctx(), { homeLibrary: 'KEL-GEDOG' })),
    );
    const numbers = made.map((member) => Number(member.number)).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, i) => Number(first.number) + 1 + i));
  });

  test('a registration that is refused uses up no number', async () => {
    const before = await aMember(t.ctx());
    await refusal(createMember(t.ctx(), { fullName: 'X', category: 'umum', birthDate: '2027-01-01' }));
    const after = await aMember(t.ctx());
    expect(Number(after.number)).toBe(Number(before.number) + 1);
  });

  test('a child needs a guardian', async () => {
    const child = { fullName: 'Aisyah Rahma', category: 'anak', birthDate: '2017-03-14' };
    expect((await refusal(createMember(t.ctx(), child))).fields).toEqual({ guardianName: 'guardian_needed' });
    const made = await createMember(t.ctx(), { ...child, guardianName: 'Dewi Lestari', guardianRelation: 'ibu' });
    expect(made).toMatchObject({ guardianName: 'Dewi Lestari', expiresOn: '2027-11-25' });
  });

  test('the same name in another spelling with the same birthday is pointed out, and can be somebody else', async () => {
    await aMember(t.ctx(), { fullName: 'H. Mohammad Soerjadi, S.Pd.', birthDate: '1975-05-05' });
    const again = { fullName: 'Muhamad Suryadi', category: 'umum', birthDate: '1975-05-05' };
    expect(await refusal(createMember(t.ctx(), again))).toMatchObject({
      code: 'members.maybe_duplicate',
      params: { name: 'H. Mohammad Soerjadi, S.Pd.' },
    });
    await createMember(t.ctx(), { ...again, allowDuplicate: true });
    await createMember(t.ctx(), { ...again, birthDate: '1975-05-06' });
  });

  test('a card number of one’s own is kept, taken once, and overtaken by the counter', async () => {
    await setSetting(t.ctx(), 'memberNumberPattern', 'B{YYYY}{seq:4}');
    await aMember(t.ctx(), { number: 'B2026 0041' });
    expect((await refusal(aMember(t.ctx(), { number: 'B20260041' }))).code).toBe('members.number_taken');
    expect((await aMember(t.ctx())).number).toBe('B20260042');
    await setSetting(t.ctx(), 'memberNumberPattern', '{YYYY}{MM}{seq:5}');
  });

  test('unknown category and library, wrong phone and e-mail are said at their fields, all at once', async () => {
    const wrong = createMember(t.ctx(), {
      fullName: '',
      category: 'umum',
      phone: 'abc',
      email: 'a@',
      birthDate: '31-12',
    });
    expect((await refusal(wrong)).fields).toEqual({
      fullName: 'required',
      phone: 'phone',
      email: 'email',
      birthDate: 'invalid',
    });
    expect((await refusal(aMember(t.ctx(), { category: 'raja' }))).fields).toEqual({ category: 'unknown' });
    expect((await refusal(aMember(t.ctx(), { homeLibrary: 'ENTAH' }))).fields).toEqual({ homeLibrary: 'unknown' });
  });

  test('a clerk of Gedog registers for Gedog only', async () => {
    const gedog = await aLibrary(t.ctx(), 'KEL-GEDOG');
    const clerk = t.ctx({ grants: [{ libraryId: gedog.id, permissions: ['members.read', 'members.edit'] }] });
    expect((await refusal(createMember(clerk, { fullName: 'A', category: 'umum', homeLibrary: 'KOTA' }))).code).toBe(
      'platform.forbidden',
    );
    await createMember(clerk, { fullName: 'Gedog Asli', category: 'umum', homeLibrary: 'KEL-GEDOG' });
    const seen = await searchMembers(clerk, { q: 'asli' });
    expect(seen.data.map((member) => member.fullName)).toEqual(['Gedog Asli']);
    await aMember(t.ctx(), { fullName: 'Kota Asli' });
    expect((await searchMembers(clerk, { q: 'asli' })).data).toHaveLength(1);
    expect((await searchMembers(t.ctx(), { q: 'asli' })).data).toHaveLength(2);
  });
});

describe('editing', () => {
  test('two editors: the second is told, nothing is overwritten', async () => {
    const { number } = await aMember(t.ctx(), { phone: '0812 1111 2222' });
    await updateMember(t.ctx(), number, 1, { address: 'Jl. Sumatra 1' });
    expect((await refusal(updateMember(t.ctx(), number, 1, { phone: '0812 999999' }))).code).toBe(
      'platform.version_conflict',
    );
    expect(await getMember(t.ctx(), number)).toMatchObject({ phone: '0812 1111 2222', address: 'Jl. Sumatra 1' });
    expect(await lastAudit()).toMatchObject({ before: { address: null }, after: { address: 'Jl. Sumatra 1' } });
  });

  test('a new name is found and the old one is not', async () => {
    const { number } = await aMember(t.ctx(), { fullName: 'Ratna Sebelumnya' });
    await updateMember(t.ctx(), number, 1, {
      fullName: 'Ratna Sesudahnya',
      category: 'guru',
      homeLibrary: 'kel-gedog',
    });
    expect((await searchMembers(t.ctx(), { q: 'sebelumnya' })).data).toEqual([]);
    expect((await searchMembers(t.ctx(), { q: 'sesudah' })).data).toMatchObject([
      { number, category: 'guru', homeLibrary: 'KEL-GEDOG' },
    ]);
  });

  test('renewing from the desk, ending a membership', async () => {
    const { number } = await aMember(t.ctx(), { category: 'pelajar', joinedOn: '2024-01-10', birthDate: '2005-01-01' });
    expect((await getMember(t.ctx(), number)).expiresOn).toBe('2025-01-10');
    expect((await renewMembership(t.ctx(), number)).expiresOn).toBe('2027-11-25');
    const ended = await withdrawMember(t.ctx(), number, 2, async () => Promise.resolve());
    expect(ended.status).toBe('withdrawn');
    expect((await refusal(renewMembership(t.ctx(), number))).code).toBe('members.withdrawn');
  });

  test('who may only read sees no address, phone, guardian’s contact or notes', async () => {
    const { number } = await aMember(t.ctx(), { phone: '0812 555 666', address: 'Jl. Bali', notes: 'rahasia' });
    const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
    expect(await getMember(reader, number)).toMatchObject({ phone: null, address: null, notes: null, reduced: true });
    expect((await refusal(getMember(t.ctx({ grants: [] }), number))).code).toBe('platform.forbidden');
  });
});

describe('finding', () => {
  test('by words in any order, variants of a name, start of a number, or a phone number', async () => {
    const member = await aMember(t.ctx(), { fullName: 'Achmad Fauzi Ridwan', phone: '+62 851-7788-9900' });
    const found = async (q: string) => (await searchMembers(t.ctx(), { q })).data.map((row) => row.number);
    expect(await found('ridwan achmad')).toEqual([member.number]);
    expect(await found('Ahmad fauz')).toEqual([member.number]);
    expect(await found('0851 7788')).toEqual([member.number]);
    expect(await found(member.number)).toEqual([member.number]);
    expect(await found('fauzi tidakada')).toEqual([]);
    expect(await found('%')).not.toContain('x');
  });

  test('a long list is read page by page, each member once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await searchMembers(t.ctx(), { limit: 20, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map((row) => row.number));
      cursor = page.next ?? undefined;
    } while (cursor);
    const { count } = await t.db
      .selectFrom('member')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    expect(new Set(seen).size).toBe(count);
    expect(seen).toHaveLength(count);
  });
});

describe('blocks', () => {
  test('a block is seen by lending until it is lifted, and both acts are traced', async () => {
    const { number } = await aMember(t.ctx());
    const { id } = await addBlock(t.ctx(), number, { reason: 'kartu dipinjamkan', untilDate: '2026-12-01' });
    expect((await findMemberByNumber(t.db, number))?.blocks).toEqual([
      { id, kind: 'manual', reason: 'kartu dipinjamkan', untilDate: '2026-12-01' },
    ]);
    const locked = await t.db.transaction().execute(async (trx) => lockMemberForLoan(trx, ` ${number} `));
    expect(locked).toMatchObject({ number, categoryCode: 'umum', status: 'active' });
    await liftBlock(t.ctx(), id);
    expect((await findMemberByNumber(t.db, number))?.blocks).toEqual([]);
    expect((await refusal(liftBlock(t.ctx(), id))).code).toBe('members.block_not_found');
    expect(await lastAudit()).toMatchObject({ action: 'member.block_lifted' });
    const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.edit'] }] });
    expect((await refusal(addBlock(clerk, number, { reason: 'x' }))).code).toBe('platform.forbidden');
  });
});

describe('an import', () => {
  test('saves what is right, reports what is not, and repeats without doubling', async () => {
    const homeLibraryId = (await aLibrary(t.ctx())).id;
    const rows = [
      { number: 'IMP1', fullName: 'Impor Satu', category: 'umum', homeLibraryId },
      { number: 'IMP2', fullName: 'Impor Anak', category: 'anak', homeLibraryId, birthDate: '2018-01-01' },
      { number: 'IMP1', fullName: 'Impor Kembar', category: 'umum', homeLibraryId },
      { number: 'IMP3', fullName: '', category: 'umum', homeLibraryId },
      { number: 'IMP4', fullName: 'Tanpa Kategori', category: 'entah', homeLibraryId },
      { number: '202611 09000', fullName: 'Nomor Kita', category: 'umum', homeLibraryId },
    ];
    const run = async (mode: 'skip' | 'replace') =>
      t.db.transaction().execute(async (trx) => saveMemberBatch(trx, t.ctx(), rows, mode));
    expect(await run('skip')).toEqual([
      { number: 'IMP1', outcome: 'created', reasons: {}, memberId: expect.any(Number) as number },
      { number: 'IMP2', outcome: 'created', reasons: {}, memberId: expect.any(Number) as number },
      { number: 'IMP1', outcome: 'skipped', reasons: { number: 'repeated' } },
      { number: 'IMP3', outcome: 'failed', reasons: { fullName: 'required' } },
      { number: 'IMP4', outcome: 'failed', reasons: { category: 'unknown' } },
      { number: '20261109000', outcome: 'created', reasons: {}, memberId: expect.any(Number) as number },
    ]);
    expect((await run('skip')).map((row) => row.outcome).filter((outcome) => outcome === 'created')).toEqual([]);
    expect((await run('replace')).filter((row) => row.outcome === 'updated')).toHaveLength(3);
    expect((await aMember(t.ctx())).number).toBe('20261109001');
    expect((await getMember(t.ctx(), 'imp2')).fullName).toBe('Impor Anak');
  });
});

describe('categories', () => {
  test('a category can be added, and taken out of the choices', async () => {
    const added = await createCategory(t.ctx(), { code: 'difabel', nameId: 'Difabel', nameEn: 'Disabled' });
    expect(added).toMatchObject({ validityMonths: null, active: true, version: 1 });
    expect((await aMember(t.ctx(), { category: 'difabel' })).expiresOn).toBeNull();
    await updateCategory(t.ctx(), 'difabel', 1, { active: false });
    expect((await refusal(aMember(t.ctx(), { category: 'difabel' }))).fields).toEqual({ category: 'unknown' });
    expect((await refusal(createCategory(t.ctx(), { code: 'UMUM', nameId: 'x', nameEn: 'x' }))).code).toBe(
      'members.category_code_taken',
    );
    expect((await refusal(updateCategory(t.ctx(), 'anak', 1, { maxAge: 3, minAge: 5 }))).fields).toEqual({
      maxAge: 'ages_reversed',
    });
  });
});
