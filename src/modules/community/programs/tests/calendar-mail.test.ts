import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { deliverAll, deliverToGuests } from '#modules/people/notifications/testing';
import { changeSession, changeState, enrol, removeSession } from '#modules/community/programs';
import { remindParticipants } from '#modules/community/programs/testing';
import { makeProgram } from '#modules/community/programs/testing';
import { startMailServer } from '../../../../../tests/support/mail-server.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let smtp: Awaited<ReturnType<typeof startMailServer>>;
let libraryId = 0;
beforeAll(async () => {
  smtp = await startMailServer();
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
});
afterAll(async () => smtp.stop());
beforeEach(() => {
  t.clock.set(TEST_NOW);
  smtp.mails.length = 0;
});

const at = (time: string, day = 26): Date => new Date(`2026-11-${day}T${time}:00+07:00`);
/** What the calendar of the receiver is told by the only mail that came, as another library reads it. */
async function told() {
  await deliverToGuests(t, smtp.url);
  expect(smtp.mails).toHaveLength(1);
  const file = smtp.mails.splice(0)[0]?.calendar ?? null;
  if (file === null) return null;
  return ICAL.Component.fromString(file)
    .getAllSubcomponents('vevent')
    .map((event) => ({
      uid: String(event.getFirstPropertyValue('uid')),
      starts: new ICAL.Event(event).startDate.toJSDate().toISOString(),
      place: new ICAL.Event(event).location,
      revision: new ICAL.Event(event).sequence,
      status: event.getFirstPropertyValue('status'),
    }));
}
const guest = async (programId: number, name: string) =>
  enrol(t.ctx({ kind: 'anonymous' }), { programId, name, contact: `${name.toLowerCase()}@example.org` });

test('a seat comes with a calendar file; a change and a session that is taken out change the same entries', async () => {
  const { id, sessionIds } = await makeProgram(t.ctx(), libraryId);
  await guest(id, 'Eko');
  const first = await told();
  expect(first).toMatchObject([
    { starts: at('08:00').toISOString(), place: 'Perpustakaan Kota', revision: 0, status: 'CONFIRMED' },
    { starts: at('08:00', 27).toISOString() },
  ]);
  const [one, two] = sessionIds;
  if (one === undefined || two === undefined) throw new Error('two sessions were made');
  const moved = {
    title: 'Sesi 26',
    format: 'lecture',
    startsAt: at('13:00'),
    endsAt: at('15:00'),
    room: 'Aula',
  } as const;
  await changeSession(t.ctx(), one, moved);
  const changed = await told();
  expect(changed?.[0]).toMatchObject({
    uid: first?.[0]?.uid,
    starts: at('13:00').toISOString(),
    place: 'Aula, Perpustakaan Kota',
    revision: 1,
  });
  await removeSession(t.ctx(), two);
  expect(await told()).toMatchObject([
    { uid: first?.[0]?.uid, status: 'CONFIRMED' },
    { uid: first?.[1]?.uid, status: 'CANCELLED', revision: 1 },
  ]);
});

test('who waits is told without a calendar file; when it does not take place, entries of those with a seat are cancelled', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId, { program: { capacity: 1 } });
  await guest(id, 'Fajar');
  const sure = await told();
  await guest(id, 'Gita');
  expect(await told()).toBeNull();
  await changeState(t.ctx(), id, 'cancelled', 'Aula banjir');
  await deliverToGuests(t, smtp.url);
  const files = smtp.mails.map(({ to, calendar }) => [to[0], calendar?.match(/STATUS:CANCELLED/g)?.length ?? 0]);
  expect(files.toSorted()).toEqual([
    ['fajar@example.org', sure?.length],
    ['gita@example.org', 0],
  ]);
});

test('the reminder of a member carries the session, too', async () => {
  const { id } = await makeProgram(t.ctx(), libraryId);
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti Aminah', homeLibrary: 'KOTA', email: 'siti@example.org' });
  await enrol(t.ctx(), { programId: id, memberNumber: 'A1' });
  await deliverAll(t, smtp.url);
  smtp.mails.length = 0;
  await remindParticipants(t.ctx({ kind: 'system', name: 'uji' }));
  await deliverAll(t, smtp.url);
  const reminder = smtp.mails.find(({ to }) => to[0] === 'siti@example.org');
  expect(reminder?.calendar).toContain('DTSTART:20261126T010000Z');
  expect(reminder?.calendar?.match(/BEGIN:VEVENT/g)).toHaveLength(1);
});
