import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acknowledgeAlarm,
  addDuty,
  addPerson,
  agreementPdf,
  countAgreements,
  draftAgreement,
  endAgreement,
  finishDuty,
  getAgreement,
  listAgreements,
  openAgreementFile,
  renewAgreement,
  sendAgreement,
  signAgreement,
} from '../index.ts';
import type { AgreementView } from '../client.ts';
import { places } from '../places.ts';

const t = useTestDb();
const ZONE_NOON = 'T05:00:00Z';
/** Somebody who keeps partners, at noon of a day here. */
const on = (day: string): Ctx => ({ ...keeper(t), clock: { now: () => new Date(`${day}${ZONE_NOON}`) } });
const scan = (words: string) => new File([`%PDF-1.7\n% ${words}\n%%EOF`], 'scan.pdf');

/** What stands on "Hari ini" of agreements on a day: alarms, and obligations that are late. */
async function todayOf(day: string): Promise<{ alarms: number; late: number; lateSince: string | null }> {
  const [alarms, late] = places[1]?.waits ?? [];
  const found = await late?.count(on(day), null);
  return {
    alarms: (await alarms?.count(on(day), null))?.count ?? -1,
    late: found?.count ?? -1,
    lateSince: found?.due?.toISOString() ?? null,
  };
}

const versionOf = async (id: number): Promise<number> => (await getAgreement(keeper(t), id)).version;
const standing = async (id: number, day: string) => (await getAgreement(on(day), id)).standing;
const alarm = async (id: number, day: string) => (await getAgreement(on(day), id)).alarm;
const listed = async (id: number, day: string): Promise<AgreementView[]> => {
  const views: AgreementView[] = [];
  for (const view of ['open', 'active', 'ending', 'late', 'over'] as const) {
    const { data } = await listAgreements(on(day), { view, limit: 100 });
    if (data.some((one) => one.id === id)) views.push(view);
    expect((await countAgreements(on(day)))[view]).toBe(data.length);
  }
  return views;
};

test('the life of an agreement: drafted, set as a paper, sent, signed, in force, thrice an alarm, obligations late, renewed, over', async () => {
  // February: a draft, of which nothing waits and nothing is late
  const partnerId = await aPartner(t, { name: 'Koperasi Batik Turi' });
  const signerId = await addPerson(keeper(t), partnerId, { name: 'Yuli Astutik', role: 'Ketua' });
  const id = await draftAgreement(on('2027-02-01'), partnerId, {
    ...{ kind: 'pks', title: 'Kelas usaha', scope: 'Empat kelas setahun', fromOn: '2027-03-01', untilOn: '2028-02-29' },
    theirSignerId: signerId,
  });
  await addDuty(on('2027-02-01'), id, {
    side: 'theirs',
    text: 'Dua narasumber',
    dueOn: '2027-06-30',
    personId: signerId,
  });
  await addDuty(on('2027-02-01'), id, { side: 'ours', text: 'Ruang kelas', dueOn: '2027-09-30' });
  expect(await listed(id, '2027-07-01')).toEqual(['open']);
  expect(await todayOf('2027-12-24')).toEqual({ alarms: 0, late: 0, lateSince: null });
  const paper = await agreementPdf(on('2027-02-01'), { root: process.cwd() }, id, 'id');
  expect(Buffer.from(paper.body).subarray(0, 4).toString()).toBe('%PDF');

  await sendAgreement(on('2027-02-03'), id, await versionOf(id));
  expect(await getAgreement(keeper(t), id)).toMatchObject({ state: 'sent', sentOn: '2027-02-03', hasFile: false });
  const signing = { signedOn: '2027-02-20', file: scan('ditandatangani') };
  await signAgreement(on('2027-02-21'), t.storage, id, { version: await versionOf(id), ...signing });
  expect(await text((await openAgreementFile(keeper(t), t.storage, id)).stream)).toContain('ditandatangani');

  // in force from its first day on
  expect(await standing(id, '2027-02-28')).toBe('coming');
  expect(await standing(id, '2027-03-01')).toBe('active');
  expect(await listed(id, '2027-03-01')).toEqual(['active']);

  // an obligation is late on the day after its day, not on it; both sides' stand on "Hari ini" until they are kept
  expect((await todayOf('2027-06-30')).late).toBe(0);
  expect(await todayOf('2027-07-01')).toMatchObject({ late: 1, lateSince: '2027-06-29T17:00:00.000Z' });
  expect(await todayOf('2027-10-01')).toMatchObject({ late: 2 });
  expect(await listed(id, '2027-10-01')).toEqual(['active', 'late']);
  // a clock that goes back finds nothing late, and says so of both again when it is right
  expect((await todayOf('2027-05-01')).late).toBe(0);
  const [ours, theirs] = (await getAgreement(keeper(t), id)).duties;
  await finishDuty(on('2027-10-02'), ours?.id ?? 0, 1);
  expect(await todayOf('2027-10-03')).toMatchObject({ late: 1, lateSince: '2027-06-29T17:00:00.000Z' });
  // kept by a clock that was set back: the day is wrong, and it is kept all the same
  await finishDuty(on('2027-04-01'), theirs?.id ?? 0, 1);
  expect((await todayOf('2027-10-03')).late).toBe(0);
  expect(await listed(id, '2027-10-03')).toEqual(['active']);

  // alarms: each once, though the clock goes back over it
  const seen = async (day: string) => acknowledgeAlarm(on(day), id, await versionOf(id));
  expect([await alarm(id, '2027-11-30'), (await todayOf('2027-11-30')).alarms]).toEqual([null, 0]);
  expect([await alarm(id, '2027-12-01'), (await todayOf('2027-12-01')).alarms]).toEqual([90, 1]);
  expect(await standing(id, '2027-12-01')).toBe('expiring');
  await seen('2027-12-02');
  for (const day of ['2027-12-02', '2027-12-30', '2027-12-01', '2027-11-01'])
    expect([day, await alarm(id, day), (await todayOf(day)).alarms]).toEqual([day, null, 0]);
  expect([await alarm(id, '2027-12-31'), (await todayOf('2027-12-31')).alarms]).toEqual([60, 1]);
  await seen('2027-12-31');
  for (const day of ['2028-01-29', '2027-12-01']) expect((await todayOf(day)).alarms).toBe(0);
  expect([await alarm(id, '2028-01-30'), (await todayOf('2028-01-30')).alarms]).toEqual([30, 1]);
  expect(await listed(id, '2028-01-30')).toEqual(['active', 'ending']);
  // seen to on a clock of last December: what was seen to stays seen to, and the alarm of today rings on
  await seen('2027-12-05');
  expect([await alarm(id, '2028-01-31'), (await todayOf('2028-01-31')).alarms]).toEqual([30, 1]);
  expect((await todayOf('2028-01-10')).alarms).toBe(0);
  await seen('2028-02-01');
  expect((await todayOf('2028-02-28')).alarms).toBe(0);

  // renewed: the thread leads on, its obligations come along, and the old one runs to its last day
  const days = { fromOn: '2028-03-01', untilOn: '2029-02-28' };
  const nextId = await renewAgreement(on('2028-02-10'), id, { version: await versionOf(id), ...days });
  const next = await getAgreement(on('2028-02-10'), nextId);
  expect(next).toMatchObject({ standing: 'draft', follows: { id, title: 'Kelas usaha' }, theirSigner: 'Yuli Astutik' });
  expect(next.duties.map(({ text: words, dueOn, doneOn }) => [words, dueOn, doneOn])).toEqual([
    ['Ruang kelas', null, null],
    ['Dua narasumber', null, null],
  ]);
  await signAgreement(on('2028-02-20'), t.storage, nextId, {
    version: 1,
    signedOn: '2028-02-20',
    file: scan('lanjutan'),
  });
  expect([await standing(id, '2028-02-29'), await standing(nextId, '2028-02-29')]).toEqual(['expiring', 'coming']);
  expect([await standing(id, '2028-03-01'), await standing(nextId, '2028-03-01')]).toEqual(['expired', 'active']);
  expect(await getAgreement(on('2028-03-01'), id)).toMatchObject({
    followedBy: { id: nextId },
    hasFile: true,
    alarm: null,
  });
  expect([await listed(id, '2028-03-01'), await listed(nextId, '2028-03-01')]).toEqual([['over'], ['active']]);
  // both papers are there, each its own
  expect(await text((await openAgreementFile(keeper(t), t.storage, id)).stream)).toContain('ditandatangani');
  expect(await text((await openAgreementFile(keeper(t), t.storage, nextId)).stream)).toContain('lanjutan');
  // the clock back in the old one's days: it is in force again, and rings no more, for it goes on in another
  expect([await standing(id, '2027-12-24'), await alarm(id, '2028-02-05')]).toEqual(['expiring', null]);
  // the next one rings for itself, and is ended before its day
  expect([await alarm(nextId, '2028-12-01'), (await todayOf('2028-12-01')).alarms]).toEqual([90, 1]);
  await endAgreement(on('2028-12-05'), nextId, { version: await versionOf(nextId), reason: 'Koperasi pindah kota' });
  expect([await standing(nextId, '2028-12-06'), (await todayOf('2028-12-06')).alarms]).toEqual(['ended', 0]);
  const trace = await t.db
    .selectFrom('auditEvent')
    .select('action')
    .where('entity', '=', 'agreement')
    .where('entityId', '=', String(id))
    .orderBy('id')
    .execute();
  expect(trace.map(({ action }) => action.replace('agreement.', ''))).toEqual([
    ...['drafted', 'duty_added', 'duty_added', 'sent', 'signed', 'duty_done', 'duty_done'],
    ...['alarm_seen', 'alarm_seen', 'alarm_seen', 'alarm_seen', 'renewed'],
  ]);
});
