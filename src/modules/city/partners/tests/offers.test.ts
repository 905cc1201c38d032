import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { ledgerHouse } from '../../../../../tests/support/ledger-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acceptPartner,
  addNote,
  archivePartner,
  countPartners,
  erasePartner,
  erasePerson,
  listPartners,
  mergePartners,
  offerForm,
  offerHelp,
  showPartners,
  tiePartner,
  viewPartner,
} from '../index.ts';
import { contactRetention, prospectRetention } from '../personal-data.ts';
import { places } from '../places.ts';

const t = useTestDb();
const { programOn } = ledgerHouse(t);
const guest = () => t.ctx({ kind: 'anonymous' });
const offer = {
  kind: 'company',
  name: 'Warung Pak To',
  contactName: 'Suharto',
  phone: '0812-3456-7890',
  offer: 'Sudut baca',
  agrees: true,
} as const;
const send = async (more: Partial<Parameters<typeof offerHelp>[2]> = {}): Promise<void> => {
  await aLibrary(t.ctx());
  const { token } = await offerForm(guest(), testSecrets);
  await offerHelp(guest(), testSecrets, { ...offer, token, proof: '', ip: '192.0.2.7', ...more });
};
const prospects = async () => (await listPartners(keeper(t), { state: 'prospect', asked: '', limit: 200 })).data;

test('who offers help stands among the prospects with their name and consent, waits, and is taken in', async () => {
  const waits = async () => (await places[0]?.waits?.[0]?.count(keeper(t), null))?.count ?? -1;
  expect(await waits()).toBe(0);
  await send();
  expect(await waits()).toBe(1);
  const [line] = await prospects();
  const id = line?.id ?? 0;
  expect(await viewPartner(keeper(t), id)).toMatchObject({
    partner: { name: 'Warung Pak To', offer: 'Sudut baca', proven: false, namedOn: null },
    people: [{ name: 'Suharto', phone: '0812-3456-7890', consentOn: '2026-11-25' }],
  });
  expect(JSON.stringify(await t.db.selectFrom('auditEvent').selectAll().execute())).not.toMatch(/Suharto|Pak To/);
  await acceptPartner(keeper(t), id, 1);
  expect(await waits()).toBe(0);
  expect((await showPartners(guest())).map(({ name }) => name)).not.toContain('Warung Pak To');
});

test('a form that is sent twice, also at once, is one prospect', async () => {
  const { token } = await offerForm(guest(), testSecrets);
  const before = (await prospects()).length;
  await Promise.all([send({ token }), send({ token })]);
  await send({ token });
  expect((await prospects()).length).toBe(before + 1);
});

test.for([
  { name: '' },
  { name: 'a\0b' },
  { offer: 'x'.repeat(200_000) },
  { contactName: '\ud800' },
  { token: 'pendek' },
  { phone: '', email: '' },
])('what cannot be kept is refused: %j', async (wrong) => {
  expect((await refusal(send(wrong))).code).toBe('platform.invalid_input');
});

test('without a solved riddle an address sends no more than thirty in an hour', async () => {
  for (let i = 0; i < 30; i += 1) await send({ ip: '192.0.2.99' });
  expect((await refusal(send({ ip: '192.0.2.99' }))).code).toBe('platform.too_many_requests');
  await send({ ip: '198.51.100.1' });
});

test('who was answered by nobody goes with whoever wrote; who was met or taken in stays', async () => {
  await t.db.updateTable('partner').set({ state: 'active' }).where('state', '=', 'prospect').execute();
  for (const name of ['Terlupa', 'Ditemui', 'Diterima']) await send({ name, ip: '203.0.113.5' });
  const idOf = async (name: string) => (await prospects()).find((one) => one.name === name)?.id ?? 0;
  await addNote(keeper(t), await idOf('Ditemui'), { kind: 'call', onDay: '2026-11-20', text: 'x' });
  await acceptPartner(keeper(t), await idOf('Diterima'), 1);
  const people = async () => (await t.db.selectFrom('partnerPerson').select('id').execute()).length;
  const [before, counted] = [await people(), await countPartners(keeper(t))];
  const later = new Date('2027-12-01T00:00:00Z');
  expect((await prospectRetention.due(t.ctx(), new Date('2026-11-01T00:00:00Z'))).count).toBe(0);
  expect((await prospectRetention.due(t.ctx(), later)).count).toBe(1);
  expect(await prospectRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect((await prospects()).map(({ name }) => name)).toEqual(['Ditemui']);
  expect(await people()).toBe(before - 1);
  expect(await countPartners(keeper(t))).toEqual({ ...counted, prospect: counted.prospect - 1 });
});

test('a prospect of whom anything hangs stays, and the others go all the same', async () => {
  await t.db.updateTable('partner').set({ state: 'active' }).where('state', '=', 'prospect').execute();
  for (const name of ['Lupa Lagi', 'Punya Acara', 'Punya Relawan', 'Punya Tautan'])
    await send({ name, ip: '203.0.113.77' });
  const idOf = async (name: string) => (await prospects()).find((one) => one.name === name)?.id ?? 0;
  const { id: libraryId } = await aLibrary(t.ctx());
  const { id: programId } = await programOn(libraryId, ['2026-03-04']);
  await tiePartner(keeper(t), await idOf('Punya Acara'), { programId, part: 'speaks' });
  await t.db
    .insertInto('volunteer')
    .values({
      ...{ libraryId, partnerId: await idOf('Punya Relawan'), name: 'Wahyu', contact: 'wahyu@x.example' },
      ...{ language: 'id', skills: [], days: [], ticket: 'tiket-wahyu', state: 'left' },
      ...{ offeredAt: t.clock.now(), answerBy: '2026-12-01' },
    })
    .execute();
  const link = { whole: true, code: 'A'.repeat(20), sections: ['messages'], createdAt: t.clock.now(), createdBy: 'x' };
  await t.db
    .insertInto('partnerLink')
    .values({ ...link, partnerId: await idOf('Punya Tautan') })
    .execute();
  const later = new Date('2027-12-01T00:00:00Z');
  expect(await prospectRetention.clear(t.ctx(), later, t.storage)).toEqual({ gone: 1, waiting: 0 });
  expect((await prospects()).map(({ name }) => name).toSorted()).toEqual([
    'Punya Acara',
    'Punya Relawan',
    'Punya Tautan',
  ]);
});

test('of every table that points at a partner it is said what becomes of it when a prospect goes', async () => {
  const { rows } = await sql<{ table: string }>`select distinct c.conrelid::regclass::text as table
    from pg_constraint c where c.contype = 'f' and c.confrelid = 'partner'::regclass and c.confdeltype = 'a' order by 1`.execute(
    t.db,
  );
  const emptied = ['partner', 'partner_relation', 'partner_role', 'partner_standing'];
  const holding = [
    ...['agreement', 'contribution', 'partner_link', 'partner_mail', 'partner_meeting', 'partner_note'],
    ...['partner_tie', 'partner_wish', 'volunteer', 'volunteer_place'],
  ];
  expect(rows.map(({ table }) => table)).toEqual([...emptied, ...holding].toSorted());
});

test('who wrote twice and was merged goes as a whole when nobody answers', async () => {
  for (const name of ['Kembar Satu', 'Kembar Dua']) await send({ name, ip: '203.0.113.9' });
  const [keep, drop] = (await prospects()).filter(({ name }) => name.startsWith('Kembar'));
  await mergePartners(keeper(t), {
    ...{ keepId: keep?.id ?? 0, keepVersion: 1, dropId: drop?.id ?? 0, dropVersion: 1 },
  });
  await prospectRetention.clear(t.ctx(), new Date('2027-12-01T00:00:00Z'), t.storage);
  const left = await t.db.selectFrom('partner').select('name').where('name', 'like', 'Kembar%').execute();
  expect(left).toEqual([]);
});

test('everybody sees who agreed to be named, in their language, and nobody else', async () => {
  const named = { namedOn: '2026-11-01', story: 'Cerita', storyEn: 'Story', since: '2024-03-01' } as const;
  await aPartner(t, { name: 'Disebut', ...named });
  await aPartner(t, { name: 'Tidak Disebut', story: 'Rahasia' });
  const shown = await showPartners(guest());
  expect(shown).toMatchObject([{ name: 'Disebut', story: 'Cerita', language: 'id', since: 2024 }]);
  expect(await showPartners({ ...guest(), locale: 'en' })).toMatchObject([{ story: 'Story', language: 'en' }]);
  expect(Object.keys(shown[0] ?? {}).toSorted()).toEqual(['id', 'kind', 'language', 'name', 'since', 'site', 'story']);
});

test('somebody who offered help as a person, twice, is forgotten whole: as partner, as contact, in what was merged, and by every key', async () => {
  const form = { kind: 'person', name: 'Mbah Darmo', contactName: 'Mbah Darmo', phone: '0813-1111-2222' } as const;
  for (const ip of ['203.0.113.21', '203.0.113.22']) await send({ ...form, ip });
  const [keep, drop] = (await prospects()).filter(({ name }) => name === 'Mbah Darmo');
  await mergePartners(keeper(t), {
    ...{ keepId: keep?.id ?? 0, dropId: drop?.id ?? 0, keepVersion: 1, dropVersion: 1 },
  });
  const of = async () => viewPartner(keeper(t), keep?.id ?? 0);
  await erasePartner(keeper(t), keep?.id ?? 0, (await of()).partner.version);
  const all = await Promise.all([
    t.db.selectFrom('partner').selectAll().execute(),
    t.db.selectFrom('partnerPerson').selectAll().execute(),
  ]);
  expect(JSON.stringify(all)).not.toMatch(/darmo|1111-?2222/i);
});

test('a contact who is forgotten is found by no key of their organisation either, and an old form brings nobody back', async () => {
  await send({ name: 'Usaha Baru', contactName: 'Sari Dewi', phone: '0813-3333-4444', ip: '203.0.113.23' });
  const id = (await prospects()).find(({ name }) => name === 'Usaha Baru')?.id ?? 0;
  const before = await viewPartner(keeper(t), id);
  await erasePerson(keeper(t), before.people[0]?.id ?? 0);
  const { phoneKey, version } = await t.db
    .selectFrom('partner')
    .select(['phoneKey', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(phoneKey).toBe('');
  expect(version).toBeGreaterThan(before.partner.version);
});

test('whoever was turned away is reached no longer than whoever left', async () => {
  await send({ name: 'Ditolak', contactName: 'Rama', phone: '0813-5555-6666', ip: '203.0.113.24' });
  const id = (await prospects()).find(({ name }) => name === 'Ditolak')?.id ?? 0;
  await archivePartner(keeper(t), id, 1);
  await contactRetention.clear(t.ctx(), new Date('2037-01-01T00:00:00Z'), t.storage);
  expect((await viewPartner(keeper(t), id)).people).toMatchObject([{ name: 'Rama', phone: '' }]);
});
