import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { charge, payCharges } from '#modules/lending/charges';
import { checkIn, checkOut, placeHold, renewLoan } from '#modules/lending/circulation';
import { listLoans } from '#modules/lending/circulation/testing';
import { makeCopy } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { personalData as everySource } from '../../../../entrypoints/personal-data.ts';
import { testSecrets as secrets } from '../../../../../tests/support/bare-services.ts';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  carryOutRequest,
  consentingMembers,
  createMember,
  exportMember,
  exportOwnData,
  getMember,
  giveConsent,
  exportFile,
  listConsents,
  listOwnRequests,
  liftBlock,
  listRequests,
  makeOwnRequest,
  makeRequest,
  membersExpiring,
  refuseRequest,
  reinstateMember,
  setMemberPhoto,
} from '../index.ts';
import { exportWords } from './export-file.ts';
import { INTERNAL } from '../rules/export-sections.ts';
import { aLibrary } from '../testing.ts';
import { chargesPersonalData } from '#modules/lending/charges/personal-data';
import { circulationPersonalData, holdsPersonalData } from '#modules/lending/circulation/personal-data';

const t = useTestDb();
const personalData = [circulationPersonalData, holdsPersonalData, chargesPersonalData];
let desk: Ctx;
let libraryId = 0;

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  desk = { ...t.ctx(), libraryId };
});
let made = 0;
const aPerson = async (fullName: string) => {
  made += 1;
  return createMember(
    desk,
    {
      fullName,
      category: 'umum',
      birthDate: '1990-03-14',
      sex: 'P',
      phone: `0812 0000 00${made}0`,
      email: `orang${made}@contoh.id`,
      address: 'Jl. Sumatra 1',
      nik: `35720354039000${String(made).padStart(2, '0')}`,
    },
    secrets,
  );
};
const asMember = (member: { id: number; number: string; fullName: string }): Ctx =>
  t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
const exporting = { personalData, secrets: testSecrets };
const services = () => ({ personalData, storage: t.storage });
const lend = async (memberNumber: string): Promise<string> => {
  made += 1;
  const itemBarcode = await makeCopy(desk, { title: `Laskar Pelangi ${made}`, barcode: `B000000${made}`, libraryId });
  await checkOut(desk, { memberNumber, itemBarcode });
  return itemBarcode;
};

test('a member asks, the list says what is due first, and an answer says how it came out', async () => {
  const sari = await aPerson('Sari Puspita');
  const asSari = asMember(sari);
  const { dueAt } = await makeOwnRequest(asSari, { kind: 'correct', details: 'Nama jalan salah.' });
  expect(dueAt.getTime() - asSari.clock.now().getTime()).toBe(72 * 3_600_000);
  await expect(makeOwnRequest(asMember(sari), { kind: 'correct', details: 'Lagi' })).rejects.toMatchObject({
    code: 'members.request_open',
  });
  const empty = makeRequest(desk, (await aPerson('Tanpa Keterangan')).number, { kind: 'correct' });
  await expect(empty).rejects.toMatchObject({ fields: { details: 'required' } });
  t.clock.set('2026-11-25T11:00:00+07:00');
  const later = await makeRequest(desk, sari.number, { kind: 'export' });
  t.clock.set('2026-11-25T10:00:00+07:00');
  const { open } = await listRequests(desk);
  expect(open.map((request) => [request.kind, request.channel, request.details])).toEqual([
    ['correct', 'web', 'Nama jalan salah.'],
    ['export', 'desk', null],
  ]);
  await carryOutRequest(desk, services(), open[0]?.id ?? 0, { outcome: 'Sudah dibetulkan.' });
  await refuseRequest(desk, later.id, { outcome: 'Bukan orangnya.' });
  expect(
    (await listOwnRequests(asMember(sari))).map((request) => [request.kind, request.status, request.outcome]),
  ).toEqual([
    ['export', 'refused', 'Bukan orangnya.'],
    ['correct', 'done', 'Sudah dibetulkan.'],
  ]);
  await expect(refuseRequest(desk, later.id, { outcome: 'x' })).rejects.toMatchObject({
    code: 'members.request_decided',
  });
});

test('an export holds every part, answers the open request, leaves a trace, and never the NIK', async () => {
  const budi = await aPerson('Budi Utomo');
  await lend(budi.number);
  await giveConsent(desk, budi.number, { purpose: 'news', channel: 'desk' });
  await makeRequest(desk, budi.number, { kind: 'export' });
  const data = await exportMember(desk, exporting, budi.number);
  expect(data).toMatchObject({
    member: { fullName: 'Budi Utomo', address: 'Jl. Sumatra 1', nikLast4: expect.stringMatching(/^\d{4}$/) as string },
    consents: [{ purpose: 'news', act: 'given' }],
    loans: [{ status: 'open', title: expect.stringContaining('Laskar Pelangi') as string }],
    charges: [],
  });
  expect(JSON.stringify(data)).not.toContain('357203540390');
  expect((await listRequests(desk)).open.filter((request) => request.number === budi.number)).toEqual([]);
  const own = await exportOwnData(asMember(budi), exporting);
  expect(own.member).toMatchObject({ fullName: 'Budi Utomo', notes: null });
  const traces = await t.db
    .selectFrom('auditEvent')
    .select('actorKind')
    .where('action', '=', 'member.data_exported')
    .execute();
  expect(traces.map((trace) => trace.actorKind)).toEqual(['account', 'member']);
});

test('an erasure waits for books and money, then nothing of the person is left but a pseudonym that counts', async () => {
  const nanda = await aPerson('Nanda Kusumawati');
  const photo = await sharp({ create: { width: 90, height: 120, channels: 3, background: '#777' } })
    .png()
    .toBuffer();
  await setMemberPhoto(desk, t.storage, nanda.number, photo);
  await giveConsent(desk, nanda.number, { purpose: 'news', channel: 'desk' });
  const barcode = await lend(nanda.number);
  await t.db
    .transaction()
    .execute(async (trx) =>
      charge(trx, desk, { memberId: nanda.id, libraryId, kind: 'processing', amount: 5000, loanId: null, note: null }),
    );
  const { id } = await makeOwnRequest(asMember(nanda), { kind: 'erase', details: 'Pindah kota, Nanda Kusumawati' });
  await expect(carryOutRequest(desk, services(), id)).rejects.toMatchObject({
    code: 'members.erasure_waits',
    params: { reasons: 'loans_open,money_open' },
  });
  expect((await getMember(desk, nanda.number)).fullName).toBe('Nanda Kusumawati');
  await checkIn(desk, { itemBarcode: barcode });
  await payCharges(desk, nanda.number, { amount: 5000, method: 'cash' });
  await carryOutRequest(desk, services(), id);

  const left = await t.db.selectFrom('member').selectAll().where('id', '=', nanda.id).executeTakeFirstOrThrow();
  expect(left).toMatchObject({
    status: 'withdrawn',
    sex: 'P',
    birthDate: '1990-01-01',
    address: null,
    phone: null,
    email: null,
    photoKey: null,
    pinHash: null,
    homeLibraryId: libraryId,
  });
  expect(left.number).toMatch(/^X-[0-9a-f]{12}$/);
  // loans and money lines are still counted
  expect(await t.db.selectFrom('loan').select('id').where('memberId', '=', nanda.id).execute()).toHaveLength(1);
  expect(await t.db.selectFrom('chargeLine').select('id').where('memberId', '=', nanda.id).execute()).toHaveLength(2);
  expect(await t.db.selectFrom('memberIdentity').select('memberId').where('memberId', '=', nanda.id).execute()).toEqual(
    [],
  );
  await expect(reinstateMember(desk, left.number, left.version)).rejects.toMatchObject({ code: 'members.erased' });

  const everything = JSON.stringify(
    await Promise.all(
      (['member', 'auditEvent', 'consentEvent', 'subjectRequest', 'memberBlock', 'loan', 'chargeLine'] as const).map(
        async (table) => t.db.selectFrom(table).selectAll().execute(),
      ),
    ),
  );
  for (const word of ['Nanda', nanda.number, nanda.phone ?? '-', nanda.email ?? '-']) {
    expect(everything, word).not.toContain(word);
  }
  // and others are as they were
  expect(everything).toContain('Budi Utomo');
  const acts = await t.db.selectFrom('auditEvent').select('action').where('entityId', '=', String(nanda.id)).execute();
  expect(acts.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['member.created', 'member.nik_set', 'member.photo_set', 'member.erased']),
  );
  await expect(t.db.updateTable('auditEvent').set({ actorName: 'x' }).execute()).rejects.toThrow('append-only');
});

test('restricted data are kept and used for nothing: no borrowing, renewing or waiting, no news, until the member asks', async () => {
  const rini = await aPerson('Rini');
  const itemBarcode = await lend(rini.number);
  const { data: running } = await listLoans(desk, { memberNumber: rini.number, limit: 1 });
  const before = running[0] ?? { id: 0, bibId: 0, itemBarcode };
  await giveConsent(desk, rini.number, { purpose: 'news', channel: 'desk' });
  const { id } = await makeRequest(desk, rini.number, { kind: 'restrict' });
  await carryOutRequest(desk, services(), id);
  const refused = { code: 'circulation.member_restricted', params: { overridable: false } };
  await expect(lend(rini.number)).rejects.toMatchObject(refused);
  await expect(renewLoan(desk, { loanId: before.id })).rejects.toMatchObject({ code: refused.code });
  const wanted = { memberNumber: rini.number, bibId: before.bibId, pickupLibraryId: libraryId };
  await expect(placeHold(desk, wanted)).rejects.toMatchObject({ code: refused.code });
  const soon = { homeLibraryId: libraryId, from: '2026-01-01', to: '2099-12-31' };
  expect((await membersExpiring(t.db, soon)).map(({ id: memberId }) => memberId)).not.toContain(rini.id);
  expect(await consentingMembers(t.db, 'news', [rini.id])).toEqual(new Set());
  expect((await getMember(desk, rini.number)).restrictedAt).toEqual(desk.clock.now());
  // the book comes back as ever
  await checkIn(desk, { itemBarcode: before.itemBarcode });

  const [block] = (await getMember(desk, rini.number)).blocks;
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.block'] }] });
  await expect(liftBlock(clerk, block?.id ?? 0)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await liftBlock(desk, block?.id ?? 0);
  expect((await getMember(desk, rini.number)).restrictedAt).toBeNull();
  expect(await consentingMembers(t.db, 'news', [rini.id])).toEqual(new Set([rini.id]));
  await lend(rini.number);
});

test('withdrawing everything writes one line for each consent', async () => {
  const tono = await aPerson('Tono');
  for (const purpose of ['news', 'photos'] as const) await giveConsent(desk, tono.number, { purpose, channel: 'desk' });
  const { id } = await makeRequest(desk, tono.number, { kind: 'withdraw' });
  await carryOutRequest(desk, services(), id);
  for (const purpose of ['news', 'photos'] as const) {
    expect(await consentingMembers(t.db, purpose, [tono.id])).toEqual(new Set());
  }
});

test('who has become 18 takes everything back, also what the guardian gave', async () => {
  const child = { category: 'pelajar', birthDate: '2008-11-26', guardianName: 'Dewi', guardianConsent: true };
  const { number } = await createMember(desk, { ...child, fullName: 'Laras' });
  await giveConsent(desk, number, { purpose: 'news', channel: 'desk' });
  try {
    t.clock.set('2026-11-26T10:00:00+07:00');
    const today = { ...t.ctx(), libraryId };
    const { id } = await makeRequest(today, number, { kind: 'withdraw' });
    await carryOutRequest(today, services(), id);
    const { events } = await listConsents(today, number);
    expect(events.map(({ purpose, act, givenBy }) => [purpose, act, givenBy]).toSorted()).toEqual([
      ['membership', 'given', 'guardian'],
      ['membership', 'withdrawn', 'member'],
      ['news', 'given', 'guardian'],
      ['news', 'withdrawn', 'member'],
    ]);
  } finally {
    t.clock.set('2026-11-25T10:00:00+07:00');
  }
});

test('only those who answer for personal data see requests, each for their own libraries', async () => {
  const clerk = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read', 'members.edit'] }] });
  await expect(listRequests(clerk)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(exportMember(clerk, exporting, '1')).rejects.toMatchObject({ code: 'platform.forbidden' });
  const other = await aLibrary(t.ctx(), 'LAIN');
  const head = t.ctx({ grants: [{ libraryId: other.id, permissions: ['members.privacy'] }] });
  expect((await listRequests(head)).decided).toEqual([]);
});

test('the export can be read: a PDF in which every part and field has a name in both languages', async () => {
  const tini = await aPerson('Tini Suharti');
  await lend(tini.number);
  await giveConsent(desk, tini.number, { purpose: 'reading_history', channel: 'desk' });
  await makeRequest(desk, tini.number, { kind: 'export' });
  const data = await exportMember(desk, { personalData: everySource, secrets: testSecrets }, tini.number);
  for (const locale of ['id', 'en'] as const) {
    const { contentType, body } = await exportFile({ ...desk, locale }, { root: process.cwd() }, data, 'pdf');
    expect(contentType).toBe('application/pdf');
    expect(Buffer.from(body).subarray(0, 5).toString()).toBe('%PDF-');
    const { exportedAt, ...parts } = data;
    expect(exportedAt).toEqual(desk.clock.now());
    const words = exportWords(locale, 'Asia/Jakarta');
    for (const [key, part] of Object.entries(parts)) {
      expect(words.part(key), key).not.toBe(key);
      for (const thing of Array.isArray(part) ? (part as object[]) : [part as object]) {
        for (const field of Object.keys(thing))
          if (!INTERNAL.has(field)) expect(words.field(field), field).not.toBe(field);
      }
    }
  }
  const json = await exportFile(desk, { root: process.cwd() }, data, 'json');
  expect(JSON.parse(Buffer.from(json.body).toString())).toMatchObject({ member: { fullName: 'Tini Suharti' } });
});
