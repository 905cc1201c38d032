import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptPartner,
  addNote,
  addPartner,
  addPerson,
  addRelation,
  addRole,
  addWish,
  answerWish,
  archivePartner,
  changePartner,
  changePerson,
  countPartners,
  endRole,
  erasePartner,
  erasePerson,
  getPartner,
  getPerson,
  listPartners,
  partnerTable,
  removeNote,
  restorePartner,
  settleNote,
  showPartners,
  viewPartner,
  type PartnerInput,
} from '../index.ts';
import { contactRetention } from '../personal-data.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
const names = async (asked: string): Promise<string[]> =>
  (await listPartners(keeper(t), { state: 'active', asked, limit: 50 })).data.map(({ name }) => name);

test('a partner is found by words of its name, its kelurahan and its people, in any case', async () => {
  const id = await aPartner(t, { name: 'Sanggar Tari Gendhis', kelurahan: 'Pakunden' });
  await addPerson(keeper(t), id, { name: 'Wening Kusuma', role: 'Ketua' });
  for (const asked of ['gendhis', 'TARI sanggar', 'pakun', 'wening'])
    expect(await names(asked)).toContain('Sanggar Tari Gendhis');
  expect(await names('gendhis zebra')).toEqual([]);
});

test.for(['\0', '%', '_', "a' or 1=1", '\ud800', 'x'.repeat(200_000), '9999-12-31'])(
  'nothing that is looked for breaks the list, however it looks',
  async (asked) => {
    expect(Array.isArray(await names(asked))).toBe(true);
  },
);

test('of two who change a partner the second is told, also when both come at once', async () => {
  const id = await aPartner(t);
  const { name, libraryId } = await getPartner(keeper(t), id);
  const change = async (about: string) =>
    changePartner(keeper(t), id, { version: 1, kind: 'community', name, libraryId, about });
  const both = await Promise.allSettled([change('Satu'), change('Dua')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await code(archivePartner(keeper(t), id, 1))).toBe('platform.version_conflict');
});

test('an archived partner leaves the list with all that was done, and comes back', async () => {
  const id = await aPartner(t, { name: 'Arsip Kita' });
  await addNote(keeper(t), id, { kind: 'meeting', onDay: '2026-11-20', text: 'Rapat' });
  const before = await countPartners(keeper(t));
  await archivePartner(keeper(t), id, 1);
  expect(await names('Arsip Kita')).toEqual([]);
  expect(await countPartners(keeper(t))).toMatchObject({ active: before.active - 1, archived: before.archived + 1 });
  expect(await code(acceptPartner(keeper(t), id, 2))).toBe('partners.state_forbids');
  await restorePartner(keeper(t), id, 2);
  expect((await viewPartner(keeper(t), id)).notes).toHaveLength(1);
});

test('how somebody is reached is kept only where they agreed, with the day and how', async () => {
  const id = await aPartner(t);
  expect(await fields(addPerson(keeper(t), id, { name: 'Bu Rini', role: 'Ketua', phone: '0812-3456-7890' }))).toEqual({
    consentOn: 'required',
    consentHow: 'required',
  });
  const agreed = { consentOn: '2026-11-20', consentHow: 'lisan' };
  const personId = await addPerson(keeper(t), id, {
    name: 'Bu Rini',
    role: 'Ketua',
    phone: '0812-3456-7890',
    ...agreed,
  });
  expect(
    await fields(changePerson(keeper(t), personId, { version: 1, name: 'Bu Rini', email: 'rini@example.org' })),
  ).toEqual({
    consentOn: 'required',
    consentHow: 'required',
  });
  await changePerson(keeper(t), personId, { version: 1, name: 'Bu Rini Astuti' });
  expect(await getPerson(keeper(t), personId)).toMatchObject({ phone: '', name: 'Bu Rini Astuti' });
});

test('a chair who leaves for another organisation stays one person, and both organisations keep the years', async () => {
  const [old, other] = [await aPartner(t, { name: 'Karang Taruna' }), await aPartner(t, { name: 'Bank Sampah' })];
  const personId = await addPerson(keeper(t), old, { name: 'Dimas Aji', role: 'Ketua', fromOn: '2021-01-01' });
  const roleId = (await getPerson(keeper(t), personId)).roles[0]?.id ?? 0;
  expect(await fields(endRole(keeper(t), roleId, '2020-12-31'))).toEqual({ untilOn: 'before_start' });
  await endRole(keeper(t), roleId, '2026-10-31');
  await addRole(keeper(t), personId, { partnerId: other, role: 'Sekretaris', fromOn: '2026-11-01' });
  for (const id of [old, other])
    expect((await viewPartner(keeper(t), id)).people).toMatchObject([
      {
        id: personId,
        roles: [
          { partner: 'Bank Sampah', role: 'Sekretaris', untilOn: null },
          { partner: 'Karang Taruna', role: 'Ketua', untilOn: '2026-10-31' },
        ],
      },
    ]);
  // they are it still, after all
  await endRole(keeper(t), roleId, null);
  expect((await getPerson(keeper(t), personId)).roles.every(({ untilOn }) => untilOn === null)).toBe(true);
});

test('who is forgotten has no name any more, neither here nor in what others wrote, and the organisation stays true', async () => {
  const id = await aPartner(t, { name: 'Komunitas Sastra', story: 'Dipimpin Larasati Wulandari sejak 2020.' });
  const agreed = { phone: '0812-9999-1234', consentOn: '2026-11-20', consentHow: 'surat' };
  const personId = await addPerson(keeper(t), id, {
    name: 'Larasati Wulandari',
    role: 'Ketua',
    fromOn: '2020-01-01',
    ...agreed,
  });
  await addNote(keeper(t), id, {
    ...{ kind: 'meeting', onDay: '2026-11-20', text: 'Bertemu Larasati Wulandari, 081299991234.' },
    ...{ nextStep: 'Telepon Larasati', nextOn: '2026-12-01' },
  });
  await addWish(keeper(t), id, { side: 'offer', kind: 'speaker', text: 'Larasati Wulandari' });
  await erasePerson(keeper(t), personId);
  const after = JSON.stringify(await viewPartner(keeper(t), id));
  expect(after).not.toMatch(/larasati|wulandari|9999-?1234/i);
  expect(await viewPartner(keeper(t), id)).toMatchObject({
    partner: { name: 'Komunitas Sastra' },
    people: [{ id: personId, name: '', erased: true, phone: '', roles: [{ role: 'Ketua', fromOn: '2020-01-01' }] }],
    notes: [{ kind: 'meeting', onDay: '2026-11-20', nextOn: '2026-12-01' }],
  });
  const trace = await t.db.selectFrom('auditEvent').select(['before', 'after']).execute();
  expect(JSON.stringify(trace)).not.toMatch(/larasati/i);
  expect(await code(erasePerson(keeper(t), personId))).toBe('partners.person_not_found');
  expect(await code(changePerson(keeper(t), personId, { version: 2, name: 'Larasati' }))).toBe(
    'partners.person_not_found',
  );
  expect(await code(addRole(keeper(t), personId, { partnerId: id, role: 'Ketua' }))).toBe('partners.person_not_found');
});

test('a partner who is a person is forgotten as a whole; an organisation is nobody', async () => {
  const id = await aPartner(t, {
    kind: 'person',
    name: 'Mbah Suro',
    namedOn: '2026-11-01',
    story: 'Mbah Suro mendongeng.',
  });
  await addNote(keeper(t), id, { kind: 'call', onDay: '2026-11-20', text: 'Mbah Suro setuju.' });
  expect((await showPartners(t.ctx())).map(({ name }) => name)).toContain('Mbah Suro');
  await erasePartner(keeper(t), id, 1);
  expect(JSON.stringify(await viewPartner(keeper(t), id))).not.toMatch(/suro/i);
  expect(JSON.stringify(await t.db.selectFrom('auditEvent').selectAll().execute())).not.toMatch(/suro/i);
  expect((await showPartners(t.ctx())).map(({ name }) => name)).not.toContain('');
  const { version } = (await viewPartner(keeper(t), id)).partner;
  expect(await code(restorePartner(keeper(t), id, version))).toBe('partners.state_forbids');
  expect(await code(erasePartner(keeper(t), await aPartner(t), 1))).toBe('partners.state_forbids');
});

test('how people are reached goes some time after they left the last partner, and not before', async () => {
  const [id, other] = [await aPartner(t), await aPartner(t)];
  const agreed = { phone: '0812-1111-2222', consentOn: '2020-01-01', consentHow: 'lisan' };
  const leaves = await addPerson(keeper(t), id, { name: 'Pergi', role: 'A', untilOn: '2022-01-01', ...agreed });
  const stays = await addPerson(keeper(t), id, { name: 'Tinggal', role: 'B', untilOn: '2022-01-01', ...agreed });
  await addRole(keeper(t), stays, { partnerId: other, role: 'C' });
  const before = new Date('2024-01-01T00:00:00Z');
  expect((await contactRetention.due(t.ctx(), new Date('2021-01-01T00:00:00Z'))).count).toBe(0);
  expect((await contactRetention.due(t.ctx(), before)).count).toBe(1);
  expect(await contactRetention.clear(t.ctx(), before, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect(await getPerson(keeper(t), leaves)).toMatchObject({ name: 'Pergi', phone: '' });
  expect(await getPerson(keeper(t), stays)).toMatchObject({ phone: '0812-1111-2222' });
});

test('a next step waits from its day on until somebody has done it', async () => {
  const id = await aPartner(t);
  const waits = async (now: string): Promise<number> => {
    const ctx = { ...keeper(t), clock: { now: () => new Date(now) } };
    return (await places[0]?.waits?.[1]?.count(ctx, null))?.count ?? -1;
  };
  const before = await waits('2027-06-01T03:00:00Z');
  const noteId = await addNote(keeper(t), id, {
    ...{ kind: 'meeting', onDay: '2026-11-20', text: 'Rapat', nextStep: 'Kirim surat', nextOn: '2027-06-02' },
  });
  expect(await waits('2027-06-01T03:00:00Z')).toBe(before);
  // that day has begun in Blitar, not yet in Greenwich
  expect(await waits('2027-06-01T17:30:00Z')).toBe(before + 1);
  await settleNote(keeper(t), noteId, true);
  expect(await waits('2027-06-03T03:00:00Z')).toBe(before);
  await settleNote(keeper(t), noteId, false);
  expect(await waits('2027-06-03T03:00:00Z')).toBe(before + 1);
  await removeNote(keeper(t), noteId);
  expect(await waits('2027-06-03T03:00:00Z')).toBe(before);
});

test('a meeting of tomorrow has not been; today counts by the clock here', async () => {
  const id = await aPartner(t);
  const note = { kind: 'meeting', text: 'Rapat' } as const;
  expect(await fields(addNote(keeper(t), id, { ...note, onDay: '2026-11-26' }))).toEqual({ onDay: 'date_in_future' });
  await addNote(keeper(t), id, { ...note, onDay: '2026-11-25' });
  const [line] = (await listPartners(keeper(t), { state: 'active', asked: '', limit: 200 })).data.filter(
    (one) => one.id === id,
  );
  expect(line).toMatchObject({ lastContactOn: '2026-11-25' });
});

test('what became of a need is said once more over the words that were read', async () => {
  const id = await aPartner(t);
  const wishId = await addWish(keeper(t), id, { side: 'need', kind: 'venue', text: 'Ruang pamer' });
  await answerWish(keeper(t), wishId, { version: 1, answer: 'Ruang serbaguna.' });
  expect(await code(answerWish(keeper(t), wishId, { version: 1, answer: 'Penuh.' }))).toBe('platform.version_conflict');
  expect((await viewPartner(keeper(t), id)).wishes).toMatchObject([{ answer: 'Ruang serbaguna.' }]);
});

test('a relation is said once, of two', async () => {
  const [id, other] = [await aPartner(t), await aPartner(t, { name: 'Induk' })];
  await addRelation(keeper(t), id, { toId: other, kind: 'part_of' });
  expect(await code(addRelation(keeper(t), id, { toId: other, kind: 'part_of' }))).toBe('partners.relation_twice');
  expect(await code(addRelation(keeper(t), id, { toId: id, kind: 'funds' }))).toBe('partners.same_twice');
  expect((await viewPartner(keeper(t), other)).relations).toMatchObject([
    { kind: 'part_of', forward: false, partnerId: id },
  ]);
});

test('a table of partners has what the page has, and nothing of how people are reached', async () => {
  const id = await aPartner(t, { name: 'Tabel Kita', phone: '0342-123456', kelurahan: 'Bendo' });
  await addPerson(keeper(t), id, { name: 'Tidak Ikut', role: 'Ketua' });
  const table = JSON.stringify(await partnerTable(keeper(t), { state: 'active', asked: 'Tabel' }));
  expect(table).toContain('Bendo');
  expect(table).not.toMatch(/123456|Tidak Ikut/);
});

test.for<Partial<PartnerInput>>([
  { name: '' },
  { name: 'a\0b' },
  { about: 'x'.repeat(200_000) },
  { name: '\ud800' },
  { phone: 'bukan nomor' },
  { email: 'bukan' },
  { site: 'javascript:alert(1)' },
  { since: '9999-12-31' },
  { namedOn: '2026-02-30' },
  { inChargeId: 999_999 },
  { schoolLibraryId: 1 },
])('what cannot be kept of a partner is refused at its field: %j', async (wrong) => {
  const { fields: at, code: refused } = await refusal(aPartner(t, wrong));
  expect([refused, Object.keys(at)]).toEqual(['platform.invalid_input', Object.keys(wrong)]);
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['members.read', 'programs.manage', 'answers.edit'] }] },
])('who may not keep partners learns and changes nothing: %j', async (actor) => {
  const id = await aPartner(t);
  const { id: libraryId } = await aLibrary(t.ctx());
  const ctx: Ctx = t.ctx(actor);
  const partner: PartnerInput = { kind: 'ngo', name: 'x', libraryId };
  const refusals = [
    code(listPartners(ctx, { state: 'active', limit: 1 })),
    code(countPartners(ctx)),
    code(viewPartner(ctx, id)),
    code(addPartner(ctx, partner)),
    code(changePartner(ctx, id, { ...partner, version: 1 })),
    code(archivePartner(ctx, id, 1)),
    code(erasePartner(ctx, id, 1)),
    code(addPerson(ctx, id, { name: 'x', role: 'y' })),
    code(getPerson(ctx, 1)),
    code(erasePerson(ctx, 1)),
    code(addNote(ctx, id, { kind: 'note', onDay: '2026-11-20', text: 'x' })),
    code(partnerTable(ctx, { state: 'active' })),
  ];
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});
