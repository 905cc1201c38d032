import { expect, test } from 'vitest';
import { makeAccount } from '#modules/ground/identity/testing';
import { deliverToGuests, noticeNeeds } from '#modules/people/notifications/testing';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addCommitment,
  addDuty,
  addPerson,
  archivePartner,
  callOffMeeting,
  changeCommitment,
  changePerson,
  draftAgreement,
  endAgreement,
  endRole,
  erasePerson,
  finishDuty,
  getAgreement,
  getPartner,
  getPerson,
  mergePartners,
  moveCommitment,
  noteReminded,
  planMeeting,
  removeCommitment,
  reopenMeeting,
  restorePartner,
  untoldReminders,
} from '../index.ts';
import { places } from '../places.ts';
import { remindPromises } from '../testing.ts';

const t = useTestDb();
const REACHED = { email: 'sri@example.org', consentOn: '2026-11-01', consentHow: 'lisan' };
/** Ten in the morning of a day. */
const clockAt = (day: string, hour = '10'): void => t.clock.set(`${day}T${hour}:00:00+07:00`);
const run = async (): Promise<number> => remindPromises(keeper(t));
const messages = async (about: string) =>
  t.db
    .selectFrom('guestMessage')
    .select(['id', 'key', 'state', 'email', 'params'])
    .where('about', '=', about)
    .orderBy('id')
    .execute();
const told = async (about: string) =>
  (await messages(about)).map(({ state, params }) => [
    state,
    JSON.stringify(params).includes('late') ? 'late' : 'ahead',
  ]);

interface Given {
  partnerId: number;
  personId: number;
  meetingId: number;
  id: number;
  about: string;
}
async function promised({ dueOn = '2026-11-28', reached = true, agreed = true } = {}): Promise<Given> {
  clockAt('2026-11-24');
  const partnerId = await aPartner(t);
  const who = { name: 'Sri Lestari', role: 'Ketua' };
  const personId = await addPerson(keeper(t), partnerId, reached ? { ...who, ...REACHED } : who);
  const meetingId = await planMeeting(keeper(t), partnerId, { title: 'Rapat', onDay: '2026-11-24' });
  const promise = { side: 'theirs', text: 'Dua narasumber', dueOn, personId, agreed } as const;
  const id = await addCommitment(keeper(t), meetingId, promise);
  return { partnerId, personId, meetingId, id, about: `partner-commitment:${id}` };
}

test('who promised something is reminded three days before and once when it is late, however often the clock strikes', async () => {
  const { about } = await promised();
  await run();
  expect(await told(about)).toEqual([]);
  clockAt('2026-11-25', '05');
  await run();
  expect(await told(about)).toEqual([]);
  clockAt('2026-11-25');
  for (let i = 0; i < 3; i += 1) await run();
  expect(await told(about)).toEqual([['pending', 'ahead']]);
  expect((await messages(about))[0]).toMatchObject({ email: 'sri@example.org' });
  for (const day of ['2026-11-26', '2026-11-28']) {
    clockAt(day);
    await run();
  }
  expect(await told(about)).toHaveLength(1);
  clockAt('2026-11-29');
  await Promise.all([run(), run()]);
  for (const day of ['2026-12-01', '2026-12-05', '2026-11-29']) {
    clockAt(day);
    await run();
  }
  expect((await told(about)).map(([, which]) => which)).toEqual(['ahead', 'late']);
});

test('after a week without a server only what is true today is told, and of what is long over nothing', async () => {
  const { about } = await promised();
  const old = await promised({ dueOn: '2026-11-25' });
  clockAt('2026-12-05');
  await run();
  expect(await told(about)).toEqual([['pending', 'late']]);
  const gone = await promised({ dueOn: '2026-11-25' });
  clockAt('2026-12-20');
  await run();
  expect(await told(gone.about)).toEqual([]);
  expect(await told(old.about)).toHaveLength(1);
});

test('nobody is written to who did not agree, who left, who only proposed it, or whose partner is put away', async () => {
  const unreached = await promised({ reached: false });
  const left = await promised();
  await endRole(keeper(t), (await getPerson(keeper(t), left.personId)).roles[0]?.id ?? 0, '2026-11-24');
  const away = await promised();
  await archivePartner(keeper(t), away.partnerId, 1);
  const proposal = await promised({ agreed: false });
  clockAt('2026-11-26');
  await run();
  for (const { about } of [unreached, left, away, proposal]) expect(await told(about)).toEqual([]);
  await restorePartner(keeper(t), away.partnerId, 2);
  await run();
  expect(await told(away.about)).toEqual([['pending', 'ahead']]);
});

const ENDINGS: Record<string, (given: Given) => Promise<unknown>> = {
  'is kept': async ({ id }) => moveCommitment(keeper(t), id, { state: 'done', version: 1 }),
  'is stopped': async ({ id }) => moveCommitment(keeper(t), id, { state: 'stopped', words: 'Batal', version: 1 }),
  'was written by mistake': async ({ id }) => removeCommitment(keeper(t), id, 1),
  'gets another day': async ({ id, personId }) =>
    changeCommitment(keeper(t), id, { side: 'theirs', text: 'Dua', dueOn: '2026-12-24', personId, version: 1 }),
  'is of a meeting that is called off': async ({ meetingId }) =>
    callOffMeeting(keeper(t), meetingId, { version: 1, reason: 'Sakit' }),
  'is of somebody who is forgotten': async ({ personId }) => erasePerson(keeper(t), personId),
  'is of somebody who left': async ({ personId }) =>
    endRole(keeper(t), (await getPerson(keeper(t), personId)).roles[0]?.id ?? 0, '2026-11-25'),
  'is of somebody who takes their address back': async ({ personId }) =>
    changePerson(keeper(t), personId, { name: 'Sri Lestari', version: 1 }),
  'is of a partner that is put away': async ({ partnerId }) => archivePartner(keeper(t), partnerId, 1),
};
test.for(Object.entries(ENDINGS))('what waits to be sent is taken back when the promise %s', async ([, end]) => {
  const given = await promised();
  clockAt('2026-11-26');
  await run();
  expect(await told(given.about)).toEqual([['pending', 'ahead']]);
  await end(given);
  await run();
  expect((await messages(given.about)).map(({ state, email }) => [state, email])).toEqual([['cancelled', null]]);
});

test('a promise that comes to another partner, or back to life, is told once more where it was not told', async () => {
  const { id, partnerId, meetingId, about } = await promised();
  clockAt('2026-11-26');
  await run();
  const keep = await aPartner(t, { name: 'Nama Baru' });
  await mergePartners(keeper(t), { keepId: keep, dropId: partnerId, keepVersion: 1, dropVersion: 1 });
  expect((await messages(about)).map(({ state }) => state)).toEqual(['cancelled']);
  await run();
  expect(JSON.stringify((await messages(about))[0]?.params)).toContain('Nama Baru');
  await callOffMeeting(keeper(t), meetingId, { version: 1, reason: 'Sakit' });
  await reopenMeeting(keeper(t), meetingId, 2);
  await run();
  expect(await told(about)).toEqual([['pending', 'ahead']]);
  // what went out is not told again
  await t.db
    .updateTable('guestMessage')
    .set({ state: 'sent', email: null, phone: null, name: null, params: null, path: null, finishedAt: t.clock.now() })
    .where('about', '=', about)
    .execute();
  await moveCommitment(keeper(t), id, { state: 'done', version: 1 });
  await moveCommitment(keeper(t), id, { state: 'doing', version: 2 });
  await run();
  expect((await messages(about)).map(({ state }) => state)).toEqual(['sent']);
});

test('somebody who is forgotten in the moment of the reminder is not reminded', async () => {
  const { personId, partnerId, about } = await promised();
  clockAt('2026-11-26');
  const lock = await holdRow(t, 'partner', partnerId);
  const erasing = erasePerson(keeper(t), personId);
  await lock.waitedFor(1);
  const reminding = run();
  await lock.waitedFor(2);
  await lock.letGo();
  await erasing;
  await reminding;
  expect(await told(about)).toEqual([]);
});

test('who sees to something of ours is reminded by the address of their account, with the page', async () => {
  clockAt('2026-11-24');
  const partnerId = await aPartner(t);
  const { libraryId } = await getPartner(keeper(t), partnerId);
  const grants = [{ role: 'outreach', libraryId }];
  const account = { username: 'dewi', fullName: 'Dewi', email: 'dewi@example.org', grants };
  const { id: accountId } = await makeAccount(t, account);
  const meetingId = await planMeeting(keeper(t), partnerId, { title: 'Rapat', onDay: '2026-11-24' });
  const promise = { side: 'ours', text: 'Ruang pamer', dueOn: '2026-11-26', accountId, agreed: true } as const;
  const id = await addCommitment(keeper(t), meetingId, promise);
  clockAt('2026-11-25');
  await run();
  const rows = await t.db
    .selectFrom('guestMessage')
    .select(['email', 'path', 'topic'])
    .where('about', '=', `partner-commitment-staff:${id}`)
    .execute();
  expect(rows).toEqual([
    { email: 'dewi@example.org', path: `/staf/mitra/pertemuan/${meetingId}`, topic: 'partner_work' },
  ]);
});

test('obligations of agreements in force are reminded of too, until they are kept or the agreement ends', async () => {
  clockAt('2026-11-24');
  const partnerId = await aPartner(t);
  const personId = await addPerson(keeper(t), partnerId, { name: 'Sri Lestari', role: 'Ketua', ...REACHED });
  const agreement = { kind: 'pks', title: 'Kelas', fromOn: '2026-01-01', untilOn: '2027-12-31' } as const;
  const agreementId = await draftAgreement(keeper(t), partnerId, agreement);
  const duty = { side: 'theirs', text: 'Kirim daftar', dueOn: '2026-11-27', personId } as const;
  const [first, second] = [await addDuty(keeper(t), agreementId, duty), await addDuty(keeper(t), agreementId, duty)];
  clockAt('2026-11-26');
  await run();
  expect(await told(`agreement-duty:${first}`)).toEqual([]);
  await t.db
    .updateTable('agreement')
    .set({
      state: 'signed',
      signedOn: '2026-11-25',
      sentOn: '2026-11-25',
      fileKey: 'x',
      fileType: 'application/pdf',
      fileBytes: 1,
    })
    .where('id', '=', agreementId)
    .execute();
  await run();
  for (const id of [first, second]) expect(await told(`agreement-duty:${id}`)).toEqual([['pending', 'ahead']]);
  await finishDuty(keeper(t), first, 1);
  expect((await told(`agreement-duty:${first}`))[0]?.[0]).toBe('cancelled');
  const { version } = await getAgreement(keeper(t), agreementId);
  await endAgreement(keeper(t), agreementId, { version, reason: 'Selesai' });
  expect((await told(`agreement-duty:${second}`))[0]?.[0]).toBe('cancelled');
});

test('what could not be sent stands before staff until somebody has told it, once', async () => {
  await t.db.deleteFrom('guestMessage').execute();
  const { about } = await promised();
  clockAt('2026-11-26');
  await run();
  await t.db.deleteFrom('guestMessage').where('about', '<>', about).execute();
  // there is no mail server
  await deliverToGuests(t, null);
  const place = places.find(({ href }) => href === '/staf/mitra/pertemuan');
  const waits = async () => (await place?.waits?.[3]?.count(keeper(t), null))?.count ?? -1;
  expect(await waits()).toBe(1);
  const [call] = await untoldReminders(keeper(t), noticeNeeds);
  expect(call).toMatchObject({ name: 'Sri Lestari', email: 'sri@example.org', about });
  expect(call?.text).toContain('Dua narasumber');
  const id = call?.id ?? 0;
  expect([await noteReminded(keeper(t), id), await noteReminded(keeper(t), id)]).toEqual([true, false]);
  expect(await untoldReminders(keeper(t), noticeNeeds)).toEqual([]);
  expect(await waits()).toBe(0);
});
