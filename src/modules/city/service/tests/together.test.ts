import { beforeAll, expect, test } from 'vitest';
import { createRole } from '#modules/ground/identity';
import { makeAccount } from '#modules/ground/identity/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { broughtPdf } from '../../../../../tests/support/brought-pdf.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  answerTicket,
  changeKind,
  followTicket,
  linkTickets,
  listTickets,
  mergeTickets,
  moveToLibrary,
  openTicketFile,
  splitTicket,
  tagTicket,
  takeTicket,
  viewTicket,
  watchTicket,
} from '../index.ts';
import { countQueue } from '../desk/list-tickets.ts';
import { permissions } from '../permissions.ts';
import { findByNumber, sendOne } from '../testing.ts';

const t = useTestDb();
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
const needs = { secrets: testSecrets, storage: t.storage };
const ip = '198.51.100.1';
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const asks = { id: 0, name: 'Wati' };
const both = { id: 0, name: 'Dewi' };
let kota = 0;
let gedog = 0;
const desk = (permissions = ['enquiries.answer', 'complaints.answer'], who = both, at: number | null = kota): Ctx =>
  t.ctx({ ...who, grants: [{ libraryId: at, permissions }] });

beforeAll(async () => {
  kota = (await aLibrary(t.ctx())).id;
  gedog = (await aLibrary(t.ctx(), 'GEDOG')).id;
  const account = async (username: string, role: string) => {
    const email = `${username}@pustaka.test`;
    return (await makeAccount(t, { username, email, grants: [{ role, libraryId: kota }] })).id;
  };
  both.id = await account('dewi', 'head');
  const role = { code: 'tanya', nameId: 'Tanya jawab', nameEn: 'Questions', permissions: ['enquiries.answer'] };
  await createRole(t.ctx(), { permissions }, role);
  asks.id = await account('wati', 'tanya');
});

async function sent(more: Parameters<typeof sendOne>[2] = {}) {
  const one = await sendOne(guest(), needs, more);
  return { ...one, id: await findByNumber(t.ctx(), one.number) };
}
async function answer(id: number, outcome: 'resolved' | 'waiting_patron'): Promise<void> {
  const { version } = await viewTicket(desk(), id);
  await answerTicket(desk(), id, { text: 'Kami cari.', outcome, version });
}

test('a question that turns out a complaint leaves whoever may not answer complaints, with all that is answered with it', async () => {
  const [first, second] = [await sent(), await sent()];
  await mergeTickets(desk(), first.id, second.number);
  await takeTicket(desk(['enquiries.answer'], asks), first.id);
  await watchTicket(desk(['enquiries.answer'], asks), first.id, true);
  await changeKind(desk(), first.id, 'complaint');
  expect(await viewTicket(desk(), first.id)).toMatchObject({ kind: 'complaint', ownerId: null, watchers: [] });
  expect(await code(viewTicket(desk(['enquiries.answer'], asks), second.id))).toBe('platform.forbidden');
  await takeTicket(desk(), first.id);
  await changeKind(desk(), first.id, 'question');
  expect(await viewTicket(desk(), first.id)).toMatchObject({ ownerId: both.id });
});

test('what is answered elsewhere takes along what is merged into it, and its files', async () => {
  const first = await sent();
  const second = await sent({
    ...{ contactKind: 'email', contact: 'b@example.org', files: [new Blob([await broughtPdf('Lampiran')])] },
  });
  await mergeTickets(desk(), first.id, second.number);
  await moveToLibrary(desk(), first.id, gedog);
  const there = desk(undefined, both, gedog);
  const { messages } = await viewTicket(there, second.id);
  const fileId = messages.flatMap(({ files }) => files)[0]?.id ?? 0;
  expect((await openTicketFile(there, needs, fileId)).mediaType).toBe('application/pdf');
  expect(await code(openTicketFile(desk(), needs, fileId))).toBe('platform.forbidden');
});

test('who comes to a ticket that waits for its sender was asked nothing: it goes on', async () => {
  const [waits, comes] = [await sent(), await sent()];
  await answer(waits.id, 'waiting_patron');
  await mergeTickets(desk(), waits.id, comes.number);
  expect(await viewTicket(desk(), waits.id)).toMatchObject({ state: 'open' });
  expect(await followTicket(guest(), { code: comes.code, ip })).toMatchObject({ state: 'open' });
});

test('several that have read an answer together are not merged once more, for they would lose it', async () => {
  const [main, child, other] = [await sent(), await sent(), await sent()];
  await mergeTickets(desk(), main.id, child.number);
  await answer(main.id, 'waiting_patron');
  expect(await code(mergeTickets(desk(), other.id, main.number))).toBe('service.cannot_merge');
  await mergeTickets(desk(), main.id, other.number);
  const { messages } = await followTicket(guest(), { code: child.code, ip });
  expect(messages.map(({ text }) => text)).toContain('Kami cari.');
});

test('two that merge a third at once leave it in one, whichever was first', async () => {
  const [a, b, c] = [await sent(), await sent(), await sent()];
  const done = await Promise.allSettled([
    mergeTickets(desk(), a.id, c.number),
    mergeTickets(desk(), b.id, c.number),
    mergeTickets(desk(), a.id, b.number),
  ]);
  expect(done.some(({ status }) => status === 'fulfilled')).toBe(true);
  const rows = t.db.selectFrom('ticket').select(['id', 'mergedIntoId']).where('id', 'in', [a.id, b.id, c.id]);
  const into = new Map((await rows.execute()).map(({ id, mergedIntoId }) => [id, mergedIntoId]));
  // what is merged leads to what is not: no chain
  for (const one of into.values()) expect(one === null ? null : into.get(one)).toBeNull();
});

test('of a ticket from which this was split its title is not told to who may not read it, and tags of other libraries are not offered', async () => {
  const [own, hidden] = [await sent(), await sent({ text: 'Rahasia Gedog.', libraryId: gedog })];
  const all = desk(undefined, both, null);
  await mergeTickets(all, own.id, hidden.number);
  const { merged } = await viewTicket(desk(), own.id);
  // what is answered here is of here
  expect(merged).toMatchObject([{ number: hidden.number, title: 'Rahasia Gedog' }]);
  const elsewhere = await sent({ text: 'Rahasia lain.', libraryId: gedog });
  const [message] = (await viewTicket(all, elsewhere.id)).messages;
  const part = await splitTicket(all, elsewhere.id, { messageId: message?.id ?? 0, kind: 'question' });
  await moveToLibrary(all, part.id, kota);
  expect((await viewTicket(desk(), part.id)).splitFrom).toMatchObject({ number: elsewhere.number, title: '' });
  const far = await sent({ libraryId: gedog });
  await tagTicket(all, far.id, ['hanya gedog']);
  expect((await countQueue(desk(), { queue: 'enquiries' })).tags).not.toContain('hanya gedog');
  expect((await countQueue(all, { queue: 'enquiries' })).tags).toContain('hanya gedog');
  const listed = await listTickets(desk(), { queue: 'enquiries', tab: 'needs_answer' }, { limit: 100 });
  expect(JSON.stringify(listed.data)).not.toContain('Rahasia Gedog');
  await linkTickets(all, own.id, far.number);
  expect(JSON.stringify(await viewTicket(desk(), own.id))).not.toContain(far.number);
});
