import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  acknowledgeAlarm,
  addDuty,
  addPerson,
  agreementPdf,
  agreementsOf,
  assignDuty,
  changeAgreement,
  countAgreements,
  deleteAgreementDraft,
  draftAgreement,
  endAgreement,
  erasePerson,
  finishDuty,
  getAgreement,
  listAgreements,
  openAgreementFile,
  removeDuty,
  renewAgreement,
  reopenDuty,
  resumeAgreement,
  sendAgreement,
  signAgreement,
  takeBackAgreement,
  type AgreementInput,
} from '../index.ts';
import { AGREEMENT_AREA } from '../agreements/move-agreement.ts';
import { selectAgreementFiles } from '../data/agreements.queries.ts';
import { places } from '../places.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const fields = async (work: Promise<unknown>): Promise<object> => (await refusal(work)).fields;
const at = (now: string): Ctx => ({ ...keeper(t), clock: { now: () => new Date(now) } });
const pdf = () => new File(['%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF'], 'scan.pdf');
const versionOf = async (id: number): Promise<number> => (await getAgreement(keeper(t), id)).version;
const input: AgreementInput = { kind: 'pks', title: 'Kelas usaha', fromOn: '2026-01-01', untilOn: '2026-12-31' };

async function signed(partnerId: number, agreement: Partial<AgreementInput> = {}): Promise<number> {
  const id = await draftAgreement(keeper(t), partnerId, { ...input, ...agreement });
  await signAgreement(keeper(t), t.storage, id, { version: 1, signedOn: '2026-01-01', file: pdf() });
  return id;
}

test('an agreement from draft to renewal, over a clock that moves', async () => {
  const partnerId = await aPartner(t);
  const standing = async (id: number, day: string) => (await getAgreement(at(`${day}T03:00:00Z`), id)).standing;
  const id = await draftAgreement(keeper(t), partnerId, input);
  expect(await standing(id, '2026-11-25')).toBe('draft');
  await addDuty(keeper(t), id, { side: 'ours', text: 'Ruang kelas', dueOn: '2026-06-01' });
  await sendAgreement(keeper(t), id, 1);
  expect(await standing(id, '2026-11-25')).toBe('sent');
  await takeBackAgreement(keeper(t), id, 2);
  expect(await getAgreement(keeper(t), id)).toMatchObject({ state: 'draft', sentOn: null });
  await sendAgreement(keeper(t), id, 3);
  await signAgreement(keeper(t), t.storage, id, { version: 4, signedOn: '2026-01-01', file: pdf() });
  expect(await getAgreement(keeper(t), id)).toMatchObject({ state: 'signed', hasFile: true, late: 1 });
  expect(await standing(id, '2025-12-31')).toBe('coming');
  expect(await standing(id, '2026-01-01')).toBe('active');
  expect(await standing(id, '2026-10-01')).toBe('active');
  expect(await standing(id, '2026-10-02')).toBe('expiring');
  expect(await standing(id, '2026-12-31')).toBe('expiring');
  expect(await standing(id, '2027-01-01')).toBe('expired');
  // the last evening here, while it is still that day
  expect((await getAgreement(at('2026-12-31T16:59:00Z'), id)).standing).toBe('expiring');
  expect((await getAgreement(at('2026-12-31T17:01:00Z'), id)).standing).toBe('expired');

  const nextId = await renewAgreement(keeper(t), id, { version: 5, fromOn: '2027-01-01', untilOn: '2027-12-31' });
  const next = await getAgreement(keeper(t), nextId);
  expect(next).toMatchObject({
    state: 'draft',
    title: 'Kelas usaha',
    follows: { id },
    duties: [{ text: 'Ruang kelas', dueOn: null }],
  });
  expect(await getAgreement(keeper(t), id)).toMatchObject({ followedBy: { id: nextId }, state: 'signed' });
  const again = { fromOn: '2027-01-01', untilOn: '2027-12-31' };
  expect(await code(renewAgreement(keeper(t), id, { version: 6, ...again }))).toBe('partners.followed_twice');
  expect(await code(renewAgreement(keeper(t), nextId, { version: 1, ...again }))).toBe('partners.agreement_forbids');
  expect((await agreementsOf(keeper(t), partnerId)).map((one) => one.id)).toEqual([nextId, id]);
  // the draft goes, and the thread is open again
  await deleteAgreementDraft(keeper(t), nextId, 1);
  expect(await getAgreement(keeper(t), id)).toMatchObject({ followedBy: null });
});

test('of two who renew an agreement at once one does', async () => {
  const id = await signed(await aPartner(t));
  const version = await versionOf(id);
  const renew = async () => renewAgreement(keeper(t), id, { version, fromOn: '2027-01-01', untilOn: '2027-12-31' });
  const both = await Promise.allSettled([renew(), renew()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('alarms ring 90, 60 and 30 days before the end, each until somebody has seen to it or it goes on in another', async () => {
  const id = await signed(await aPartner(t), { fromOn: '2029-01-01', untilOn: '2029-12-31' });
  const alarm = async (day: string) => (await getAgreement(at(`${day}T03:00:00Z`), id)).alarm;
  const waits = async (day: string) => {
    const found = await places[1]?.waits?.[0]?.count(at(`${day}T03:00:00Z`), null);
    return found?.count ?? -1;
  };
  const seen = async (day: string) => acknowledgeAlarm(at(`${day}T03:00:00Z`), id, await versionOf(id));
  expect([await alarm('2029-10-01'), await waits('2029-10-01')]).toEqual([null, 0]);
  expect([await alarm('2029-10-02'), await waits('2029-10-02')]).toEqual([90, 1]);
  await seen('2029-10-10');
  expect([await alarm('2029-10-31'), await waits('2029-10-31')]).toEqual([null, 0]);
  expect([await alarm('2029-11-01'), await waits('2029-11-01')]).toEqual([60, 1]);
  await seen('2029-11-01');
  expect([await alarm('2029-11-30'), await waits('2029-11-30')]).toEqual([null, 0]);
  expect([await alarm('2029-12-01'), await waits('2029-12-01')]).toEqual([30, 1]);
  // a clock that was set back rings nothing that was seen to
  expect([await alarm('2029-10-15'), await waits('2029-10-15')]).toEqual([null, 0]);
  await renewAgreement(keeper(t), id, { version: await versionOf(id), fromOn: '2030-01-01', untilOn: '2030-12-31' });
  expect([await alarm('2029-12-20'), await waits('2029-12-20')]).toEqual([null, 0]);
});

test('an obligation that is late waits for somebody until it is kept, and stands in its list', async () => {
  const id = await draftAgreement(keeper(t), await aPartner(t), input);
  await addDuty(keeper(t), id, { side: 'theirs', text: 'Daftar kelas', dueOn: '2026-11-24' });
  const dutyId = (await getAgreement(keeper(t), id)).duties[0]?.id ?? 0;
  const waits = async () => (await places[1]?.waits?.[1]?.count(keeper(t), null))?.count ?? -1;
  const before = await waits();
  const late = async () => (await listAgreements(keeper(t), { view: 'late', limit: 200 })).data.map((one) => one.id);
  // what is only drafted binds nobody
  expect(await late()).not.toContain(id);
  expect(await code(finishDuty(keeper(t), dutyId, 1))).toBe('partners.agreement_forbids');
  await signAgreement(keeper(t), t.storage, id, { version: 1, signedOn: '2026-01-01', file: pdf() });
  expect([await waits(), (await late()).includes(id)]).toEqual([before + 1, true]);
  await finishDuty(keeper(t), dutyId, 1);
  expect(await code(finishDuty(keeper(t), dutyId, 1))).toBe('platform.version_conflict');
  expect([await waits(), (await late()).includes(id)]).toEqual([before, false]);
  expect((await getAgreement(keeper(t), id)).duties).toMatchObject([{ doneOn: '2026-11-25' }]);
  await reopenDuty(keeper(t), dutyId, 2);
  expect(await waits()).toBe(before + 1);
  await endAgreement(keeper(t), id, { version: await versionOf(id), reason: 'Mitra bubar' });
  expect(await waits()).toBe(before);
});

test('what is signed does not change, neither its words nor its obligations; only who sees to them does', async () => {
  const partnerId = await aPartner(t);
  const personId = await addPerson(keeper(t), partnerId, { name: 'Bu Ratna', role: 'Guru' });
  const stranger = await addPerson(keeper(t), await aPartner(t), { name: 'Lain', role: 'x' });
  const id = await draftAgreement(keeper(t), partnerId, input);
  await addDuty(keeper(t), id, { side: 'theirs', text: 'Daftar kelas' });
  const dutyId = (await getAgreement(keeper(t), id)).duties[0]?.id ?? 0;
  await signAgreement(keeper(t), t.storage, id, { version: 1, signedOn: '2026-01-01', file: pdf() });
  const forbidden = [
    async () => changeAgreement(keeper(t), id, { ...input, version: 2 }),
    async () => addDuty(keeper(t), id, { side: 'ours', text: 'x' }),
    async () => removeDuty(keeper(t), dutyId),
    async () => deleteAgreementDraft(keeper(t), id, 2),
    async () => sendAgreement(keeper(t), id, 2),
    async () => signAgreement(keeper(t), t.storage, id, { version: 2, signedOn: '2026-01-01', file: pdf() }),
  ];
  for (const work of forbidden) expect(await code(work())).toBe('partners.agreement_forbids');
  expect(await fields(assignDuty(keeper(t), dutyId, { version: 1, accountId: null, personId: stranger }))).toEqual({
    personId: 'unknown',
  });
  await assignDuty(keeper(t), dutyId, { version: 1, accountId: null, personId });
  expect((await getAgreement(keeper(t), id)).duties).toMatchObject([{ personId, inCharge: 'Bu Ratna' }]);
  // who is forgotten sees to it no more by name; the obligation stays
  await erasePerson(keeper(t), personId);
  expect((await getAgreement(keeper(t), id)).duties).toMatchObject([{ text: 'Daftar kelas', inCharge: '' }]);
});

test('only people who work at its library see to what the library promised', async () => {
  const kota = await makeLibrary(t.ctx(), 'GEDOG', 'Gedog');
  const partnerId = await aPartner(t, { libraryId: kota.id });
  const grants = [{ role: 'circulation', libraryId: kota.id }];
  const account = await makeAccount(t, { username: 'dewi', fullName: 'Dewi', password: GOOD_PASSWORD, grants });
  const id = await draftAgreement(keeper(t), partnerId, input);
  await addDuty(keeper(t), id, { side: 'ours', text: 'Ruang', accountId: account.id });
  expect((await getAgreement(keeper(t), id)).duties).toMatchObject([{ inCharge: 'Dewi' }]);
  const elsewhere = await draftAgreement(keeper(t), await aPartner(t), input);
  expect(await fields(addDuty(keeper(t), elsewhere, { side: 'ours', text: 'x', accountId: account.id }))).toEqual({
    accountId: 'unknown',
  });
  expect(await fields(addDuty(keeper(t), id, { side: 'theirs', text: 'x', accountId: account.id }))).toEqual({
    accountId: 'invalid',
  });
});

test('what is signed is what its bytes say, kept as it came; what is refused leaves nothing behind', async () => {
  const id = await draftAgreement(keeper(t), await aPartner(t), input);
  const files = async () => (await selectAgreementFiles(t.db)).size;
  const before = await files();
  const sign = async (file: Blob, signedOn = '2026-01-01') =>
    signAgreement(keeper(t), t.storage, id, { version: 1, signedOn, file });
  const html = new File(['<html><script>alert(1)</script>'], 'perjanjian.pdf', { type: 'application/pdf' });
  expect(await code(sign(html))).toBe('platform.not_acceptable_file');
  expect(await code(sign(new File([], 'kosong.pdf')))).toBe('platform.not_acceptable_file');
  expect(await code(sign(new File([new Uint8Array(17 * 1024 * 1024)], 'besar.pdf')))).toBe('platform.too_large');
  expect(await fields(sign(pdf(), '2026-11-26'))).toEqual({ signedOn: 'date_in_future' });
  expect(await fields(sign(pdf(), '9999-12-31'))).toEqual({ signedOn: 'day_out_of_reach' });
  expect(await code(openAgreementFile(keeper(t), t.storage, id))).toBe('partners.file_not_found');
  // two at once: one is kept
  const both = await Promise.allSettled([sign(pdf()), sign(pdf())]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await files()).toBe(before + 1);
  const { stream, mediaType, fileName } = await openAgreementFile(keeper(t), t.storage, id);
  expect([mediaType, fileName]).toEqual(['application/pdf', `perjanjian-${id}.pdf`]);
  expect((await text(stream)).startsWith('%PDF-1.7')).toBe(true);
  await t.storage.clear(AGREEMENT_AREA, { hours: -1, keep: await selectAgreementFiles(t.db) });
  expect((await openAgreementFile(keeper(t), t.storage, id)).mediaType).toBe('application/pdf');
});

test('an agreement that is ended by mistake is in force again as it was', async () => {
  const id = await signed(await aPartner(t));
  await endAgreement(keeper(t), id, { version: 2, reason: 'Salah pencet' });
  expect(await getAgreement(keeper(t), id)).toMatchObject({
    standing: 'ended',
    endedOn: '2026-11-25',
    endReason: 'Salah pencet',
  });
  await resumeAgreement(keeper(t), id, 3);
  expect(await getAgreement(keeper(t), id)).toMatchObject({ standing: 'expiring', endedOn: null, hasFile: true });
  const unsigned = await draftAgreement(keeper(t), await aPartner(t), input);
  await sendAgreement(keeper(t), unsigned, 1);
  await endAgreement(keeper(t), unsigned, { version: 2, reason: 'Batal' });
  await resumeAgreement(keeper(t), unsigned, 3);
  expect(await getAgreement(keeper(t), unsigned)).toMatchObject({ state: 'sent' });
});

test('each agreement stands in the list of what it is, and the numbers are those of the lists', async () => {
  const ids = new Map<string, number>();
  const partnerId = await aPartner(t);
  ids.set('open', await draftAgreement(keeper(t), partnerId, input));
  ids.set('active', await signed(partnerId, { untilOn: '2028-12-31' }));
  ids.set('ending', await signed(partnerId, { untilOn: '2026-12-25' }));
  ids.set('over', await signed(partnerId, { untilOn: '2026-11-24' }));
  const counts = await countAgreements(keeper(t));
  for (const view of ['open', 'active', 'ending', 'over'] as const) {
    const { data } = await listAgreements(keeper(t), { view, limit: 500 });
    expect(data.length).toBe(counts[view]);
    const own = data.flatMap(({ id, partnerId: of }) => (of === partnerId ? [id] : []));
    const wanted = view === 'active' ? ['ending', 'active'] : [view];
    expect(own).toEqual(wanted.map((one) => ids.get(one)));
  }
  // page by page the same
  const all: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAgreements(keeper(t), { view: 'active', limit: 1, cursor });
    all.push(...page.data.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(all).toEqual((await listAgreements(keeper(t), { view: 'active', limit: 500 })).data.map(({ id }) => id));
});

test('the paper is set in either language, with whatever people write', async () => {
  const partnerId = await aPartner(t, { name: 'Koperasi #Batik $Turi' });
  const id = await draftAgreement(keeper(t), partnerId, {
    ...input,
    ...{ titleEn: 'Classes', scope: 'Satu\n#import "x"\n*bintang*', scopeEn: 'One' },
  });
  await addDuty(keeper(t), id, { side: 'ours', text: 'Ruang [kelas] @x', dueOn: '2026-12-01' });
  for (const locale of ['id', 'en'] as const) {
    const { fileName, body } = await agreementPdf(keeper(t), { root: process.cwd() }, id, locale);
    expect(fileName).toBe(`naskah-perjanjian-${id}-${locale}.pdf`);
    expect(new TextDecoder().decode(body.slice(0, 5))).toBe('%PDF-');
  }
});

test.for<Partial<AgreementInput>>([
  { title: '' },
  { title: 'a\0b' },
  { scope: 'x'.repeat(200_000) },
  { untilOn: '2025-12-31' },
  { untilOn: '9999-12-31' },
  { fromOn: '' },
  { theirSignerId: 999_999 },
])('what cannot be agreed is refused at its field: %j', async (wrong) => {
  const refused = await refusal(draftAgreement(keeper(t), await aPartner(t), { ...input, ...wrong }));
  expect([refused.code, Object.keys(refused.fields)]).toEqual(['platform.invalid_input', Object.keys(wrong)]);
});

test.for([
  { kind: 'anonymous' } as const,
  { kind: 'member', id: 1, number: 'A1', name: 'Ani', sessionId: 1 } as const,
  { grants: [{ libraryId: null, permissions: ['programs.manage', 'letters.issue'] }] },
])('who may not keep partners neither reads nor signs: %j', async (actor) => {
  const id = await signed(await aPartner(t));
  const ctx = t.ctx(actor);
  const refusals = [
    code(getAgreement(ctx, id)),
    code(listAgreements(ctx, { view: 'active', limit: 1 })),
    code(draftAgreement(ctx, 1, input)),
    code(changeAgreement(ctx, id, { ...input, version: 2 })),
    code(sendAgreement(ctx, id, 2)),
    code(signAgreement(ctx, t.storage, id, { version: 2, signedOn: '2026-01-01', file: pdf() })),
    code(endAgreement(ctx, id, { version: 2, reason: 'x' })),
    code(openAgreementFile(ctx, t.storage, id)),
    code(agreementPdf(ctx, { root: process.cwd() }, id, 'id')),
    code(addDuty(ctx, id, { side: 'ours', text: 'x' })),
  ];
  for (const one of await Promise.all(refusals)) expect(one).toMatch(/^platform\.(forbidden|sign_in_needed)$/);
});
