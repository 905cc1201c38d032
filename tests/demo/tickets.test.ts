import { expect, test } from 'vitest';
import { viewTicket } from '#modules/city/service';
import { ABOUT_KINDS, CONTACT_KINDS, TICKET_KINDS, TICKET_STATES, TICKET_VIAS } from '#modules/city/service/client';
import { useTestDb } from '../support/test-db.ts';

const t = useTestDb({ demo: true });
const all = async () => t.db.selectFrom('ticket').selectAll().orderBy('createdAt').execute();
const tally = async (of: (ticket: Awaited<ReturnType<typeof all>>[number]) => string | null) =>
  Map.groupBy(await all(), of);

test('the sample city has what people send in every state, of every kind, by every way and with every kind of address', async () => {
  expect((await all()).length).toBeGreaterThanOrEqual(120);
  const kinds = await tally(({ kind }) => kind);
  const states = await tally(({ state }) => state);
  const vias = await tally(({ via }) => via);
  const contacts = await tally(({ contactKind }) => contactKind);
  expect([...kinds.keys()].toSorted()).toEqual([...TICKET_KINDS].toSorted());
  expect([...states.keys()].toSorted()).toEqual([...TICKET_STATES].toSorted());
  expect([...vias.keys()].toSorted()).toEqual([...TICKET_VIAS].toSorted());
  expect([...contacts.keys()].toSorted()).toEqual([...CONTACT_KINDS].toSorted());
});

test('some are about a record, a loan of who wrote, a programme, a place and a page, by what these are called', async () => {
  const about = await tally(({ aboutKind }) => aboutKind);
  expect([...about.keys()].filter((one) => one !== null).toSorted()).toEqual([...ABOUT_KINDS].toSorted());
  const labels = (kind: string) => (about.get(kind) ?? []).map(({ aboutLabel }) => aboutLabel);
  expect(labels('bib').toSorted()).toEqual(['Bumi Manusia', 'Laskar Pelangi']);
  expect(new Set(labels('program'))).toEqual(new Set(['Menulis Cerita Pendek', 'Sabtu Mendongeng']));
  for (const { aboutRef, memberId, contactKind, createdAt, aboutLabel } of about.get('loan') ?? []) {
    const loan = await t.db
      .selectFrom('loan')
      .innerJoin('item', 'item.id', 'loan.itemId')
      .innerJoin('bib', 'bib.id', 'item.bibId')
      .select(['loan.memberId', 'loan.loanedAt', 'bib.title'])
      .where('loan.id', '=', Number(aboutRef))
      .executeTakeFirstOrThrow();
    expect({ memberId, contactKind, title: aboutLabel }).toEqual({
      memberId: loan.memberId,
      contactKind: 'account',
      title: loan.title,
    });
    expect(loan.loanedAt < createdAt).toBe(true);
  }
  expect(about.get('loan')).toHaveLength(2);
});

test('what came by mail has an address that nobody can have, and proves nobody', async () => {
  const mails = (await tally(({ via }) => via)).get('mail') ?? [];
  expect(mails.length).toBeGreaterThanOrEqual(3);
  for (const { contactKind, contact, proven, memberId } of mails) {
    expect({ contactKind, proven, memberId }).toEqual({ contactKind: 'email', proven: false, memberId: null });
    expect(contact).toMatch(/@example\.org$/);
  }
  const others = (await all()).filter(({ contactKind }) => contactKind === 'email');
  expect(others.every(({ contact }) => contact.endsWith('@example.org'))).toBe(true);
});

test('some are merged, one is split, some are handed to another agency with the number by which it is followed', async () => {
  const rows = await all();
  const byId = new Map(rows.map((one) => [one.id, one]));
  const merged = rows.filter(({ mergedIntoId }) => mergedIntoId !== null);
  expect(merged).toHaveLength(5);
  for (const { mergedIntoId, state } of merged) expect(byId.get(mergedIntoId ?? 0)?.state).toBe(state);
  const [part, ...more] = rows.filter(({ splitFromId }) => splitFromId !== null);
  expect(more).toEqual([]);
  const whole = byId.get(part?.splitFromId ?? 0);
  expect([whole?.kind, part?.kind, part?.state]).toEqual(['question', 'complaint', 'closed']);
  expect(part?.createdAt.getTime()).toBeGreaterThan(whole?.createdAt.getTime() ?? Infinity);
  const handed = rows.filter(({ handedNumber }) => handedNumber !== '');
  expect(handed.length).toBeGreaterThanOrEqual(2);
  for (const one of handed) expect(one).toMatchObject({ handedTo: expect.stringContaining('SP4N-LAPOR!') as string });
});

test('a praise was passed on to whom it was for, by somebody else', async () => {
  const notes = await t.db
    .selectFrom('ticketMessage')
    .innerJoin('ticket', 'ticket.id', 'ticketMessage.ticketId')
    .select(['ticket.kind', 'staffName', 'text'])
    .where('author', '=', 'note')
    .where('text', 'like', '%diteruskan kepada%')
    .execute();
  expect(notes).toMatchObject([{ kind: 'praise', text: expect.stringContaining('Wahyu Hidayat') as string }]);
  expect(notes[0]?.staffName).not.toBe('Wahyu Hidayat');
});

test('none comes from tomorrow, nothing happens before it was sent, and staff open what is about something or came by mail', async () => {
  const now = t.clock.now();
  const early = await t.db
    .selectFrom('ticketEvent')
    .innerJoin('ticket', 'ticket.id', 'ticketEvent.ticketId')
    .select('ticketEvent.id')
    .where((eb) => eb.or([eb('ticketEvent.at', '<', eb.ref('ticket.createdAt')), eb('ticketEvent.at', '>', now)]))
    .execute();
  expect(early).toEqual([]);
  const opened = (await all()).filter(({ aboutKind, via }) => via === 'mail' || (aboutKind ?? 'library') !== 'library');
  expect(opened.length).toBeGreaterThanOrEqual(12);
  for (const { id, number } of opened) expect((await viewTicket(t.ctx(), id)).number).toBe(number);
});
