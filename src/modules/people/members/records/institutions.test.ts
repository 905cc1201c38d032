import { beforeAll, expect, test } from 'vitest';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { createCategory, createMember, getMember, saveMemberBatch, searchMembers, updateMember } from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
const TBM = {
  fullName: 'TBM Gang Melati',
  category: 'lembaga',
  contacts: [
    { name: 'Yusuf Maulana', role: 'Pengelola', phone: '0812 3456 7890' },
    { name: 'Sri Rahayu', mayBorrow: false },
  ],
};
beforeAll(async () => aLibrary(t.ctx()));

test('an institution needs no birthday, NIK or guardian; it names who speaks for it and who may borrow', async () => {
  const made = await createMember(t.ctx(), TBM);
  expect(made).toMatchObject({ kind: 'institution', birthDate: null, guardianConsent: 'unknown' });
  expect(made.contacts).toEqual([
    { name: 'Yusuf Maulana', role: 'Pengelola', phone: '0812 3456 7890', email: null, mayBorrow: true },
    { name: 'Sri Rahayu', role: null, phone: null, email: null, mayBorrow: false },
  ]);
  expect((await searchMembers(t.ctx(), { q: 'gang melati' })).data).toMatchObject([{ kind: 'institution' }]);
});

test('an institution without anybody to speak for it is refused, and so is what only a person has', async () => {
  const input = { ...TBM, birthDate: '2000-01-01', sex: 'P' as const, guardianName: 'Ibu', contacts: [] };
  expect((await refusal(createMember(t.ctx(), input))).fields).toEqual({
    birthDate: 'not_for_institutions',
    sex: 'not_for_institutions',
    guardianName: 'not_for_institutions',
    'contacts.0.name': 'required',
  });
  expect((await refusal(createMember(t.ctx(), { ...TBM, contacts: [{ name: ' ' }] }))).fields).toEqual({
    'contacts.0.name': 'required',
  });
});

test('a category is for persons or for institutions, and members keep to it', async () => {
  expect((await refusal(createMember(t.ctx(), { ...TBM, kind: 'institution', category: 'umum' }))).fields).toEqual({
    category: 'category_of_other_kind',
  });
  expect((await refusal(aMember(t.ctx(), { contacts: [{ name: 'Orang' }] }))).fields).toEqual({
    contacts: 'only_for_institutions',
  });
  await createCategory(t.ctx(), { code: 'tbm', nameId: 'TBM', nameEn: 'TBM', kind: 'institution', validityMonths: 24 });
  const made = await createMember(t.ctx(), { ...TBM, fullName: 'TBM Cempaka', category: 'tbm' });
  expect(made).toMatchObject({ kind: 'institution', category: 'tbm', expiresOn: '2028-11-25' });
});

test('contact persons are replaced as a whole, and the trace says by whom', async () => {
  const { number, version, id } = await createMember(t.ctx(), { ...TBM, fullName: 'TBM Anggrek' });
  await updateMember(t.ctx(), number, version, { contacts: [{ name: 'Bu Tini' }] });
  expect((await getMember(t.ctx(), number)).contacts.map(({ name }) => name)).toEqual(['Bu Tini']);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select(['action', 'after'])
    .where('entity', '=', 'member')
    .where('entityId', '=', String(id))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(trace).toMatchObject({ action: 'member.updated', after: { contacts: [{ name: 'Bu Tini' }] } });
});

test('somebody registered as a person by mistake becomes an institution; a school that is a person’s does not', async () => {
  const { number } = await aMember(t.ctx(), { fullName: 'SDN Turi' });
  const changes = { kind: 'institution' as const, category: 'lembaga', contacts: [{ name: 'Bu Guru' }] };
  expect(await updateMember(t.ctx(), number, 1, changes)).toMatchObject({ kind: 'institution', category: 'lembaga' });
  const person = await aMember(t.ctx(), { birthDate: '1990-01-01' });
  expect((await refusal(updateMember(t.ctx(), person.number, 1, changes))).fields).toEqual({
    birthDate: 'not_for_institutions',
  });
});

test('who only reads learns who may borrow, not how to reach them', async () => {
  const { number } = await createMember(t.ctx(), { ...TBM, fullName: 'TBM Mawar' });
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  expect((await getMember(reader, number)).contacts[0]).toMatchObject({ name: 'Yusuf Maulana', phone: null });
});

test('an import brings institutions by their category, without what only a person has', async () => {
  const homeLibraryId = (await aLibrary(t.ctx())).id;
  const rows = [{ number: 'L1', fullName: 'SMPN 3', category: 'lembaga', homeLibraryId, birthDate: '2000-01-01' }];
  await t.db.transaction().execute(async (trx) => saveMemberBatch(trx, t.ctx(), rows));
  expect(await getMember(t.ctx(), 'L1')).toMatchObject({ kind: 'institution', birthDate: null, contacts: [] });
});
