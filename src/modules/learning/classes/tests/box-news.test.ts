import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import {
  acceptRequest,
  cancelBulkLoan,
  declineRequest,
  getBulkLoan,
  handOver,
  packCopy,
  takeBackCopy,
} from '#modules/lending/bulk-loans';
import { aLibrary } from '#modules/people/members/testing';
import { classHouse } from '../../../../../tests/support/class-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { addTeacher, askClassBox, endClass, handOverClass, removeTeacher, reopenClass, viewClass } from '../index.ts';
import { tellBoxes } from '../teaching/tell-box.ts';

const t = useTestDb();
const { teacher, aClass, book } = classHouse(t);
const WHEN = { startsOn: '2026-12-01', dueOn: '2026-12-22' };
let school = 0;
let library = 0;
let mega: Awaited<ReturnType<typeof teacher>>;
let arif: Awaited<ReturnType<typeof teacher>>;

const reach = async (id: number, email: string | null) =>
  t.db.updateTable('account').set({ email }).where('id', '=', id).execute();

beforeAll(async () => {
  school = (await aLibrary(t.ctx())).id;
  library = (await aLibrary(t.ctx(), 'PUSAT')).id;
  mega = await teacher(school);
  arif = await teacher(school, 'Arif Setiawan');
});
beforeEach(async () => {
  await t.db.deleteFrom('guestMessage').execute();
  await t.db.updateTable('learningClass').set({ boxRequestId: null }).execute();
  await reach(mega.id, 'mega@sekolah.example');
  await reach(arif.id, 'arif@sekolah.example');
});

const packer = () =>
  t.ctx({ grants: [{ libraryId: library, permissions: ['bulk_loans.manage', 'loans.read', 'loans.check_in'] }] });
const wish = () => ({ ...WHEN, libraryId: library, wishes: [{ title: 'Ensiklopedia' }] });
const said = z.object({ group: z.string(), what: z.string(), dueOn: z.string(), reason: z.string() });
/** What was told since the last look, by whom it goes to. */
async function told(): Promise<(z.output<typeof said> & { to: string | null })[]> {
  const rows = await waits();
  await t.db.deleteFrom('guestMessage').execute();
  return rows;
}
/** What waits to go out. */
async function waits(): Promise<(z.output<typeof said> & { to: string | null })[]> {
  await tellBoxes(t);
  const rows = await t.db
    .selectFrom('guestMessage')
    .select(['email', 'params'])
    .where('state', '=', 'pending')
    .orderBy('email')
    .execute();
  return rows.map(({ email, params }) => ({ to: email, ...said.parse(params) }));
}
const waitsNow = async () => (await waits()).map(({ to, what }) => [to, what]);
const whats = async () => (await told()).map(({ to, what }) => [to, what]);

test('the teachers of a class are told once that their box is packed, and once that it was handed over; pupils never', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 2 });
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  const request = await askClassBox(mega.ctx(), id, wish());
  expect(await told()).toEqual([]);
  const loan = await acceptRequest(packer(), request);
  expect(await whats()).toEqual([
    ['arif@sekolah.example', 'accepted'],
    ['mega@sekolah.example', 'accepted'],
  ]);
  expect(await told()).toEqual([]);
  const { barcode } = await book(library, { title: 'Ensiklopedia' });
  await packCopy(packer(), { box: (await getBulkLoan(packer(), loan)).boxes[0]?.code ?? '', itemBarcode: barcode });
  expect(await told()).toEqual([]);
  await handOver(packer(), loan);
  const lent = { group: '8B', what: 'lent', dueOn: WHEN.dueOn, reason: '' };
  expect(await told()).toEqual(['arif@sekolah.example', 'mega@sekolah.example'].map((to) => ({ to, ...lent })));
  await takeBackCopy(packer(), { itemBarcode: barcode, libraryId: library });
  expect(await told()).toEqual([]);
});

test('why there is no box is told, and what is asked for anew is told anew; whoever teaches there no more hears nothing', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  await t.db.updateTable('account').set({ status: 'disabled' }).where('id', '=', arif.id).execute();
  const first = await askClassBox(mega.ctx(), id, wish());
  await declineRequest(packer(), first, { reason: `Sedang dipinjam ${'x'.repeat(200)}` });
  const [news, ...others] = await told();
  expect(others).toEqual([]);
  expect(news).toMatchObject({ to: 'mega@sekolah.example', what: 'declined' });
  expect(news?.reason).toMatch(/^Sedang dipinjam x+/);
  const loan = await acceptRequest(packer(), await askClassBox(mega.ctx(), id, wish()));
  expect(await whats()).toEqual([['mega@sekolah.example', 'accepted']]);
  await cancelBulkLoan(packer(), loan);
  expect(await whats()).toEqual([['mega@sekolah.example', 'cancelled']]);
  await t.db.updateTable('account').set({ status: 'active' }).where('id', '=', arif.id).execute();
});

test('two processes at once tell it once; without an address it is not told again when there is one', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const request = await askClassBox(mega.ctx(), id, wish());
  await declineRequest(packer(), request, { reason: 'Habis' });
  await Promise.all([tellBoxes(t), tellBoxes(t), tellBoxes(t)]);
  expect(await whats()).toEqual([['mega@sekolah.example', 'declined']]);
  await reach(mega.id, null);
  const next = await askClassBox(mega.ctx(), id, wish());
  await declineRequest(packer(), next, { reason: 'Masih habis' });
  expect(await told()).toEqual([]);
  await reach(mega.id, 'mega@sekolah.example');
  expect(await told()).toEqual([]);
});

test('a class that has ended is told nothing, and what waited to be told of its box is told no more', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  await acceptRequest(packer(), await askClassBox(mega.ctx(), id, wish()));
  await tellBoxes(t);
  await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
  expect(await t.db.selectFrom('guestMessage').select('id').where('state', '=', 'pending').execute()).toEqual([]);
  const { id: other } = await aClass(mega, { libraryId: school, pupils: 0 });
  await acceptRequest(packer(), await askClassBox(mega.ctx(), other, wish()));
  await endClass(mega.ctx(), other, (await viewClass(mega.ctx(), other)).version);
  await t.db.deleteFrom('guestMessage').execute();
  expect(await told()).toEqual([]);
});

test('what is true no more goes out no more: of a box that was called off before anybody heard of it, that alone is told', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  const loan = await acceptRequest(packer(), await askClassBox(mega.ctx(), id, wish()));
  expect(await waitsNow()).toEqual([['mega@sekolah.example', 'accepted']]);
  await cancelBulkLoan(packer(), loan);
  expect(await waitsNow()).toEqual([['mega@sekolah.example', 'cancelled']]);
});

test('whoever teaches the class no more is told nothing that waited, and whoever teaches it instead is', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  await addTeacher(mega.ctx(), id, { accountId: arif.id });
  await acceptRequest(packer(), await askClassBox(mega.ctx(), id, wish()));
  expect(await waitsNow()).toHaveLength(2);
  await removeTeacher(mega.ctx(), id, arif.id);
  expect(await waitsNow()).toEqual([['mega@sekolah.example', 'accepted']]);
  await handOverClass(mega.ctx(), id, { accountId: arif.id });
  expect(await waitsNow()).toEqual([['arif@sekolah.example', 'accepted']]);
});

test('a class that is opened again is told what nobody heard of its box, and nothing a second time', async () => {
  const { id } = await aClass(mega, { libraryId: school, pupils: 0 });
  await acceptRequest(packer(), await askClassBox(mega.ctx(), id, wish()));
  const again = async () => {
    await endClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
    expect(await waitsNow()).toEqual([]);
    await reopenClass(mega.ctx(), id, (await viewClass(mega.ctx(), id)).version);
    return waitsNow();
  };
  expect(await waitsNow()).toEqual([['mega@sekolah.example', 'accepted']]);
  expect(await again()).toEqual([['mega@sekolah.example', 'accepted']]);
  await t.db.updateTable('guestMessage').set({ state: 'sent', email: null, params: null }).execute();
  expect(await again()).toEqual([]);
});
