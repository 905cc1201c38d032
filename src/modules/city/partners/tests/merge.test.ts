import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addNote,
  addPerson,
  addRelation,
  addWish,
  agreementsOf,
  compareMerge,
  draftAgreement,
  getPartner,
  listPartnerPairs,
  listPartners,
  mergePartners,
  sayDistinct,
  showPartners,
  viewPartner,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const merge = async (keepId: number, dropId: number, take: ('name' | 'phone' | 'about')[] = []) =>
  mergePartners(keeper(t), {
    ...{ keepId, dropId, take },
    keepVersion: (await getPartner(keeper(t), keepId)).version,
    dropVersion: (await getPartner(keeper(t), dropId)).version,
  });
const pairsOf = async (id: number) =>
  (await listPartnerPairs(keeper(t))).filter(({ lowId, highId }) => [lowId, highId].includes(id));

test('the same name in other letters, the same number, address or site is found twice, until somebody says that they are two', async () => {
  const id = await aPartner(t, {
    ...{ name: 'Koperasi Batik Turi', phone: '0342-801234', email: 'Halo@Batik.example' },
    site: 'https://www.batikturi.example/tentang',
  });
  const name = await aPartner(t, { name: 'PT. koperasi  BATIK turi' });
  const phone = await aPartner(t, { phone: '+62 342 801234' });
  const email = await aPartner(t, { email: 'halo@batik.example' });
  const site = await aPartner(t, { site: 'http://batikturi.example' });
  await aPartner(t, { site: 'https://instagram.com/lain' });
  await aPartner(t, { site: 'https://instagram.com/lagi' });
  expect(await pairsOf(id)).toMatchObject([
    { highId: name, sameName: true, samePhone: false },
    { highId: phone, samePhone: true, sameName: false },
    { highId: email, sameEmail: true },
    { highId: site, sameSite: true },
  ]);
  expect((await listPartnerPairs(keeper(t))).length).toBe(4);
  await sayDistinct(keeper(t), phone, id);
  await sayDistinct(keeper(t), id, phone);
  expect((await pairsOf(id)).map(({ highId }) => highId)).toEqual([name, email, site]);
  expect(await code(sayDistinct(keeper(t), id, id))).toBe('partners.same_twice');
});

test('merging keeps everything: people, meetings, needs, agreements, relations, and what was chosen of the fields', async () => {
  const keep = await aPartner(t, { name: 'SMP 3', phone: '0342-111111' });
  const drop = await aPartner(t, {
    name: 'SMPN 3 Blitar',
    phone: '0342-222222',
    about: 'Sekolah',
    kelurahan: 'Kauman',
  });
  const third = await aPartner(t);
  const me = keeper(t);
  const personId = await addPerson(me, drop, { name: 'Bu Ratna', role: 'Guru' });
  await addNote(me, drop, { kind: 'meeting', onDay: '2026-11-20', text: 'Rapat' });
  await addNote(me, keep, { kind: 'call', onDay: '2026-11-21', text: 'Telepon' });
  await addWish(me, drop, { side: 'need', kind: 'books', text: 'Kamus' });
  const agreement = { kind: 'mou', title: 'Kelas', fromOn: '2026-01-01', untilOn: '2027-01-01' } as const;
  const agreementId = await draftAgreement(me, drop, { ...agreement, theirSignerId: personId });
  for (const id of [keep, drop]) await addRelation(me, id, { toId: third, kind: 'works_with' });
  await addRelation(me, third, { toId: drop, kind: 'funds' });
  await addRelation(me, keep, { toId: drop, kind: 'part_of' });

  expect((await compareMerge(me, keep, drop)).differ).toEqual(['name', 'phone']);
  await merge(keep, drop, ['name']);
  const sheet = await viewPartner(me, keep);
  expect(sheet.partner).toMatchObject({
    name: 'SMPN 3 Blitar',
    phone: '0342-111111',
    about: 'Sekolah',
    kelurahan: 'Kauman',
  });
  expect(sheet.people).toMatchObject([{ id: personId, roles: [{ partnerId: keep }] }]);
  expect(sheet.notes.map(({ text }) => text)).toEqual(['Telepon', 'Rapat']);
  expect(sheet.wishes).toHaveLength(1);
  expect((await agreementsOf(me, keep)).map(({ id }) => id)).toEqual([agreementId]);
  // what both said is said once, and nobody is part of themselves
  expect(sheet.relations.map(({ kind, partnerId, forward }) => [kind, partnerId, forward])).toEqual([
    ['funds', third, false],
    ['works_with', third, true],
  ]);
  // whoever has the old address comes to what it became
  expect((await getPartner(me, drop)).id).toBe(keep);
  const listed = (await listPartners(me, { state: 'archived', asked: '', limit: 100 })).data.map(({ id }) => id);
  expect(listed).not.toContain(drop);
  const late = [
    async () => addNote(me, drop, { kind: 'note', onDay: '2026-11-20', text: 'x' }),
    async () => addPerson(me, drop, { name: 'x', role: 'y' }),
    async () => addRelation(me, third, { toId: drop, kind: 'part_of' }),
    async () => draftAgreement(me, drop, agreement),
  ];
  for (const work of late) expect(await code(work())).toBe('partners.merged');
});

test('no row points at a partner that was merged, whichever table it is in', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.conrelid::regclass::text as table, a.attname::text as column from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = 'partner'::regclass`.execute(t.db);
  expect(rows.length).toBeGreaterThan(7);
  const merged = await t.db.selectFrom('partner').select('id').where('mergedIntoId', 'is not', null).execute();
  expect(merged.length).toBeGreaterThan(0);
  for (const { table, column } of rows)
    for (const { id } of merged) {
      const left = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(t.db);
      expect([table, left.rows.length]).toEqual([table, 0]);
    }
});

test('a partner that was merged into one that is merged leads to the end of the road', async () => {
  const [first, second, last] = [await aPartner(t), await aPartner(t), await aPartner(t, { name: 'Ujung' })];
  await merge(second, first);
  await merge(last, second);
  expect((await getPartner(keeper(t), first)).name).toBe('Ujung');
});

test('two who merge the same two at once, each the other way round, make one partner and lose nothing', async () => {
  const [one, two] = [await aPartner(t, { name: 'Satu' }), await aPartner(t, { name: 'Dua' })];
  await addNote(keeper(t), one, { kind: 'note', onDay: '2026-11-20', text: 'dari satu' });
  await addNote(keeper(t), two, { kind: 'note', onDay: '2026-11-20', text: 'dari dua' });
  const both = await Promise.allSettled([merge(one, two), merge(two, one)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const { notes } = await viewPartner(keeper(t), one);
  expect(notes.map(({ text }) => text).toSorted()).toEqual(['dari dua', 'dari satu']);
  expect((await getPartner(keeper(t), one)).id).toBe((await getPartner(keeper(t), two)).id);
});

test('whoever writes of a partner while it is being merged waits, and is told where it went', async () => {
  const [keep, drop] = [await aPartner(t), await aPartner(t)];
  const held = await holdRow(t, 'partner', drop);
  const merging = merge(keep, drop);
  await held.waitedFor(1);
  const noting = code(addNote(keeper(t), drop, { kind: 'note', onDay: '2026-11-20', text: 'terlambat' }));
  await held.waitedFor(2);
  await held.letGo();
  await merging;
  expect(await noting).toBe('partners.merged');
});

test('nobody is named in public by the word of another', async () => {
  const keep = await aPartner(t, { name: 'Diam' });
  const drop = await aPartner(t, { name: 'Disebut', namedOn: '2026-11-01', story: 'Cerita' });
  await merge(keep, drop);
  expect((await showPartners(t.ctx())).map(({ name }) => name)).not.toContain('Diam');
});

test('a merging over what somebody changed meanwhile is refused, and one with itself', async () => {
  const [keep, drop] = [await aPartner(t), await aPartner(t)];
  const versions = { keepVersion: 1, dropVersion: 9 };
  expect(await code(mergePartners(keeper(t), { keepId: keep, dropId: drop, ...versions }))).toBe(
    'platform.version_conflict',
  );
  expect(await code(mergePartners(keeper(t), { keepId: keep, dropId: keep, ...versions }))).toBe('partners.same_twice');
  expect(await code(mergePartners(keeper(t), { keepId: keep, dropId: 999_999, ...versions }))).toBe(
    'partners.not_found',
  );
});
