import { createPublicKey, verify } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { updateItem } from '#modules/collection/catalog';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { disableAccount, grantRole } from '#modules/ground/identity';
import { makeAccount, signedIn } from '#modules/ground/identity/testing';
import type { Library } from '#modules/ground/libraries';
import { ensureLinks } from '#modules/stock/links';
import { addBlock } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { systemCtx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { toTheSecond } from '../../../../../tests/support/to-the-second.ts';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import type { DeskAct, Snapshot } from '../client.ts';
import { listConflicts, revokeDevice, settleConflict } from '../index.ts';
import { enrolDevice, replayActs, takeSnapshot, unlockDevice } from '../testing.ts';
import type { Enrolled } from '../testing.ts';
import { deviceNotes, fetchData } from '../testing.ts';

const t = useTestDb();
let kota: Library;
let siti: Ctx;
let kepala: Ctx;
let device: Enrolled;
/** When its data were made. */
let given: Date;
let serial = 0;
beforeAll(async () => {
  const system = systemCtx(t.db, t.clock, 'uji');
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  for (const [username, role] of [
    ['siti', 'circulation'],
    ['kepala', 'head'],
  ] as const) {
    const account = await makeAccount(t, { username, homeLibraryId: kota.id });
    await grantRole(system, { accountId: account.id, role, libraryId: kota.id });
  }
  siti = (await signedIn(t, 'siti')).ctx;
  kepala = (await signedIn(t, 'kepala')).ctx;
});
beforeEach(async () => {
  t.clock.set(TEST_NOW);
  serial += 1;
  device = await enrolDevice(kepala, testSecrets, { name: `Meja ${serial}`, libraryId: kota.id, maxAgeHours: 24 });
  given = await fetchData(siti, testSecrets, device.id);
});
const nobody = (): Ctx => t.ctx({ kind: 'anonymous' });
const member = async (part: Partial<Parameters<typeof makeMember>[1]> = {}) =>
  makeMember(t.ctx(), { fullName: 'Dimas Aji', number: `A${(serial += 1)}`, homeLibrary: 'KOTA', ...part });
const copy = async (title = 'Laskar Pelangi') =>
  makeCopy(t.ctx(), { title, barcode: `B-${(serial += 1)}`, libraryId: kota.id });
const loanOf = async (barcode: string) =>
  t.db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .selectAll('loan')
    .where('barcode', '=', barcode)
    .orderBy('loan.id', 'desc')
    .executeTakeFirst();
const noted = () => deviceNotes(siti, given);
const send = async (act: DeskAct, at: string) => replayActs(nobody(), device.token, { acts: [noted()(act, at)] });
const rows = async () =>
  t.db.selectFrom('deskAct').selectAll().where('deviceId', '=', device.id).orderBy('seq').execute();
const code = (part: string) => expect.objectContaining({ code: part }) as unknown;

describe('an act counts at its own time', () => {
  test('a book lent on Wednesday while the network was gone is due by Wednesday, though it arrives on Friday', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    t.clock.set('2026-11-27T09:00:00+07:00');
    const [answer] = await send({ kind: 'lend', memberNumber, itemBarcode }, '2026-11-25T11:00:00+07:00');
    expect(answer).toMatchObject({ outcome: 'done', sentence: null });
    expect(await loanOf(itemBarcode)).toMatchObject({
      loanedAt: new Date('2026-11-25T11:00:00+07:00'),
      dueAt: new Date('2026-12-02T23:59:59+07:00'),
      loanedBy: 'Petugas siti',
      libraryId: kota.id,
    });
  });

  test('a book brought back in time while the network was gone is not late when that arrives', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber, itemBarcode });
    t.clock.set('2026-12-07T09:00:00+07:00');
    await takeSnapshot(siti, testSecrets, device.id);
    await send({ kind: 'return', itemBarcode }, '2026-12-02T15:00:00+07:00');
    expect(await loanOf(itemBarcode)).toMatchObject({
      status: 'returned',
      returnedAt: new Date('2026-12-02T15:00:00+07:00'),
      suspensionBlockId: null,
    });
    expect(toTheSecond((await loanOf(itemBarcode))?.returnRecordedAt)).toEqual(new Date('2026-12-07T09:00:00+07:00'));
  });

  test('visits are counted on the day on which they were', async () => {
    const card = await member();
    t.clock.set('2026-11-27T09:00:00+07:00');
    const note = noted();
    const acts = [
      note({ kind: 'visit', card }, '2026-11-25T11:00:00+07:00'),
      note({ kind: 'visit', card }, '2026-11-25T11:10:00+07:00'),
      note({ kind: 'visit', guest: 'lansia' }, '2026-11-25T11:20:00+07:00'),
    ];
    const answers = await replayActs(nobody(), device.token, { acts });
    expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
    const visits = await t.db.selectFrom('visit').selectAll().orderBy('at').execute();
    expect(visits.map(({ kind, ageGroup, at }) => [kind, ageGroup, at.toISOString()])).toEqual([
      ['member', null, '2026-11-25T04:00:00.000Z'],
      ['guest', 'lansia', '2026-11-25T04:20:00.000Z'],
    ]);
  });
});

describe('what cannot be done waits for a person', () => {
  test('a book that another desk lent meanwhile: the reason is told, and it is lent when the book is back', async () => {
    const [first, second, itemBarcode] = [await member(), await member(), await copy('Bumi Manusia')];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber: first, itemBarcode });
    const [answer] = await send({ kind: 'lend', memberNumber: second, itemBarcode }, '2026-11-25T10:00:00+07:00');
    expect(answer?.outcome).toBe('conflict');
    const [conflict] = await listConflicts(siti);
    expect(conflict).toMatchObject({
      kind: 'lend',
      card: second,
      memberName: 'Dimas Aji',
      title: 'Bumi Manusia',
      by: 'Petugas siti',
      code: 'circulation.on_loan_to_other',
      overridable: false,
    });
    await expect(settleConflict(siti, conflict?.id ?? 0, { how: 'retry' })).rejects.toEqual(
      code('circulation.on_loan_to_other'),
    );
    await checkIn({ ...siti, libraryId: kota.id }, { itemBarcode });
    await settleConflict(siti, conflict?.id ?? 0, { how: 'retry' });
    expect(await loanOf(itemBarcode)).toMatchObject({ status: 'open', loanedAt: new Date(TEST_NOW) });
    // of what is settled, nobody and no book is kept
    expect(await rows()).toMatchObject([
      { outcome: 'settled', payload: null, errorParams: null, settledBy: 'Petugas siti' },
    ]);
    await expect(settleConflict(siti, conflict?.id ?? 0, { how: 'retry' })).rejects.toEqual(
      code('offline_desk.conflict_not_found'),
    );
  });

  test('a blocked member: only who may override lends all the same, with a reason; or it is let go with one', async () => {
    const [memberNumber, one, two] = [await member(), await copy(), await copy()];
    await addBlock(t.ctx(), memberNumber, { reason: 'Menunggu pengganti buku' });
    const note = noted();
    const acts = [one, two].map((itemBarcode) => note({ kind: 'lend', memberNumber, itemBarcode }, TEST_NOW));
    await replayActs(nobody(), device.token, { acts });
    const [first, second] = await listConflicts(siti);
    const lend = { how: 'override', reason: 'Sudah diganti' } as const;
    await expect(settleConflict(siti, first?.id ?? 0, lend)).rejects.toEqual(code('platform.forbidden'));
    await expect(settleConflict(kepala, first?.id ?? 0, { how: 'drop' })).rejects.toEqual(
      code('platform.invalid_input'),
    );
    await settleConflict(kepala, first?.id ?? 0, lend);
    await settleConflict(kepala, second?.id ?? 0, { how: 'drop', reason: 'Bukunya tidak jadi dibawa' });
    expect(await loanOf(one)).toMatchObject({ status: 'open', overrideReason: 'Sudah diganti' });
    expect(await loanOf(two)).toBeUndefined();
    expect(await listConflicts(kepala)).toEqual([]);
  });

  test('a return of a book that went out again later does not end the later loan', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    t.clock.set('2026-11-25T13:00:00+07:00');
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber, itemBarcode });
    const [answer] = await send({ kind: 'return', itemBarcode }, '2026-11-25T11:00:00+07:00');
    expect(answer).toMatchObject({ outcome: 'conflict' });
    expect(answer?.sentence).toContain('dipinjam lagi');
    expect(await loanOf(itemBarcode)).toMatchObject({ status: 'open' });
  });

  test('a clock that was wrong is not believed: the act waits, and then happens when it arrived', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    await send({ kind: 'lend', memberNumber, itemBarcode }, '2019-01-01T07:00:00+07:00');
    const conflict = (await listConflicts(siti)).find(({ barcode }) => barcode === itemBarcode);
    expect(conflict?.code).toBe('offline_desk.clock_wrong');
    t.clock.set('2026-11-26T09:00:00+07:00');
    await settleConflict(siti, conflict?.id ?? 0, { how: 'retry' });
    expect(toTheSecond((await loanOf(itemBarcode))?.loanedAt)).toEqual(new Date(TEST_NOW));
  });
});

describe('the time that a device says counts only where the server knows that it can have been so', () => {
  const conflictOf = async (barcode: string) =>
    (await listConflicts(siti)).find((conflict) => conflict.barcode === barcode);

  test('not before the device was there, nor whoever acted, nor by data that nobody gave', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber, itemBarcode });
    // a device of this morning says that the book was back two weeks ago, and names data to fit
    t.clock.set('2026-12-09T08:00:00+07:00');
    const fresh = await enrolDevice(kepala, testSecrets, {
      name: `Baru ${serial}`,
      libraryId: kota.id,
      maxAgeHours: 24,
    });
    await fetchData(siti, testSecrets, fresh.id);
    const back: DeskAct = { kind: 'return', itemBarcode };
    const claims = deviceNotes(siti, new Date('2026-12-01T07:00:00+07:00'));
    await replayActs(nobody(), fresh.token, { acts: [claims(back, '2026-12-01T08:00:00+07:00')] });
    expect(await conflictOf(itemBarcode)).toMatchObject({ code: 'offline_desk.operator_unknown' });
    // the older device was there, and names data that it never had
    const invented = deviceNotes(siti, new Date('2026-12-01T07:00:00+07:00'));
    await replayActs(nobody(), device.token, { acts: [invented(back, '2026-12-01T08:00:00+07:00')] });
    const conflicts = (await listConflicts(siti)).filter(({ barcode }) => barcode === itemBarcode);
    expect(conflicts.map((conflict) => conflict.code).toSorted()).toEqual([
      'offline_desk.data_unknown',
      'offline_desk.operator_unknown',
    ]);
    expect(await loanOf(itemBarcode)).toMatchObject({ status: 'open' });
    // only who may date a return back can settle it at that time
    const id = conflicts[0]?.id ?? 0;
    await expect(settleConflict(siti, id, { how: 'retry' })).rejects.toEqual(code('platform.forbidden'));
    await settleConflict(kepala, id, { how: 'retry' });
    expect(await loanOf(itemBarcode)).toMatchObject({ returnedAt: new Date('2026-12-01T08:00:00+07:00') });
  });

  test('the server itself holds how old the data may be by which a device lends; a book is always taken back', async () => {
    const [memberNumber, lent, out] = [await member(), await copy(), await copy()];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber, itemBarcode: out });
    const note = noted();
    const acts = [
      note({ kind: 'lend', memberNumber, itemBarcode: lent }, '2026-11-26T11:00:00+07:00'),
      note({ kind: 'return', itemBarcode: out }, '2026-11-26T11:05:00+07:00'),
    ];
    t.clock.set('2026-11-26T12:00:00+07:00');
    const answers = await replayActs(nobody(), device.token, { acts });
    expect(answers.map(({ outcome }) => outcome)).toEqual(['conflict', 'done']);
    expect(await conflictOf(lent)).toMatchObject({ code: 'offline_desk.data_too_old' });
    expect(await loanOf(lent)).toBeUndefined();
  });

  test('the trace is dated by when it came, and says when it was', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    t.clock.set('2026-11-27T09:00:00+07:00');
    await send({ kind: 'lend', memberNumber, itemBarcode }, '2026-11-25T11:00:00+07:00');
    const trace = await t.db
      .selectFrom('auditEvent')
      .select(['at', 'after'])
      .where('action', '=', 'loan.checked_out')
      .where('entityId', '=', String((await loanOf(itemBarcode))?.id))
      .executeTakeFirstOrThrow();
    expect(toTheSecond(trace.at)).toEqual(new Date('2026-11-27T09:00:00+07:00'));
    expect(trace.after).toMatchObject({ happenedAt: '2026-11-25T04:00:00.000Z' });
  });

  test('a copy that went over a desk since is not lent by what was written down before: a person decides', async () => {
    const [first, second, itemBarcode] = [await member(), await member(), await copy()];
    // at 10.30 the device lends it; at noon it is lent and brought back at the desk that has a network
    t.clock.set('2026-11-25T12:00:00+07:00');
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber: first, itemBarcode });
    t.clock.set('2026-11-25T13:00:00+07:00');
    await checkIn({ ...siti, libraryId: kota.id }, { itemBarcode });
    t.clock.set('2026-11-25T14:00:00+07:00');
    await send({ kind: 'lend', memberNumber: second, itemBarcode }, '2026-11-25T10:30:00+07:00');
    const conflict = await conflictOf(itemBarcode);
    expect(conflict).toMatchObject({ code: 'offline_desk.seen_since', card: second });
    expect(await loanOf(itemBarcode)).toMatchObject({ status: 'returned' });
    await settleConflict(siti, conflict?.id ?? 0, { how: 'retry' });
    expect(await loanOf(itemBarcode)).toMatchObject({
      status: 'open',
      loanedAt: new Date('2026-11-25T10:30:00+07:00'),
    });
  });

  test('a clock that runs a minute ahead is no reason to refuse a book: it came back when it was told', async () => {
    const [memberNumber, itemBarcode, other] = [await member(), await copy(), await copy()];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber, itemBarcode });
    t.clock.set('2026-11-25T11:00:00+07:00');
    const note = noted();
    const acts = [
      note({ kind: 'return', itemBarcode }, '2026-11-25T11:01:00+07:00'),
      note({ kind: 'lend', memberNumber, itemBarcode: other }, '2026-11-25T11:01:30+07:00'),
    ];
    const answers = await replayActs(nobody(), device.token, { acts });
    expect(answers).toMatchObject([
      { outcome: 'done', sentence: null },
      { outcome: 'done', sentence: null },
    ]);
    const told = new Date('2026-11-25T11:00:00+07:00');
    expect(toTheSecond((await loanOf(itemBarcode))?.returnedAt)).toEqual(told);
    expect(toTheSecond((await loanOf(other))?.loanedAt)).toEqual(told);
  });

  test('what the device itself took back and lent again is no other desk', async () => {
    const [first, second, itemBarcode] = [await member(), await member(), await copy()];
    await checkOut({ ...siti, libraryId: kota.id }, { memberNumber: first, itemBarcode });
    const note = noted();
    const acts = [
      note({ kind: 'return', itemBarcode }, '2026-11-25T11:00:00+07:00'),
      note({ kind: 'lend', memberNumber: second, itemBarcode }, '2026-11-25T11:10:00+07:00'),
    ];
    t.clock.set('2026-11-25T15:00:00+07:00');
    const answers = await replayActs(nobody(), device.token, { acts });
    expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done']);
  });
});

describe('who may', () => {
  test('a revoked device gets nothing any more; what it wrote down before is not lost but decided by a person', async () => {
    const [memberNumber, itemBarcode] = [await member(), await copy()];
    await revokeDevice(kepala, device.id);
    await revokeDevice(kepala, device.id);
    await expect(takeSnapshot(siti, testSecrets, device.id)).rejects.toEqual(code('offline_desk.device_revoked'));
    expect(await unlockDevice(siti, device.id)).toMatchObject({ revoked: true });
    const [answer] = await send({ kind: 'lend', memberNumber, itemBarcode }, TEST_NOW);
    expect(answer?.outcome).toBe('conflict');
    const conflict = (await listConflicts(siti)).find(({ barcode }) => barcode === itemBarcode);
    await settleConflict(siti, conflict?.id ?? 0, { how: 'retry' });
    expect(await loanOf(itemBarcode)).toMatchObject({ memberId: expect.any(Number) as number, status: 'open' });
  });

  test('only who may enrol does; a token of nobody is refused; who never worked at the device cannot have acted there', async () => {
    const input = { name: 'Laptop', libraryId: kota.id, maxAgeHours: 24 };
    await expect(enrolDevice(siti, testSecrets, input)).rejects.toEqual(code('platform.forbidden'));
    await expect(replayActs(nobody(), 'lp_salah', { acts: [] })).rejects.toEqual(code('offline_desk.device_unknown'));
    await expect(enrolDevice(kepala, testSecrets, { ...input, name: device.name.toUpperCase() })).rejects.toEqual(
      code('offline_desk.name_taken'),
    );
    const act: DeskAct = { kind: 'lend', memberNumber: await member(), itemBarcode: await copy() };
    const stranger = deviceNotes(kepala, new Date(TEST_NOW))(act, TEST_NOW);
    const [answer] = await replayActs(nobody(), device.token, { acts: [stranger] });
    expect(answer?.outcome).toBe('conflict');
  });

  test('an account that was closed meanwhile does nothing any more, and what it did waits', async () => {
    const system = systemCtx(t.db, t.clock, 'uji');
    const account = await makeAccount(t, { username: `tamu${serial}`, homeLibraryId: kota.id });
    await grantRole(system, { accountId: account.id, role: 'circulation', libraryId: kota.id });
    const { ctx } = await signedIn(t, account.username);
    const input = { name: 'Laptop keliling', libraryId: kota.id, maxAgeHours: 24 };
    const own = await enrolDevice(kepala, testSecrets, input);
    await takeSnapshot(ctx, testSecrets, own.id);
    const row = await t.db
      .selectFrom('account')
      .select('version')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow();
    await disableAccount(system, { id: account.id, ...row });
    const act: DeskAct = { kind: 'visit', guest: 'umum' };
    const acts = [deviceNotes(ctx, new Date(TEST_NOW))(act, TEST_NOW)];
    expect((await replayActs(nobody(), own.token, { acts }))[0]?.outcome).toBe('conflict');
  });
});

test('what a device is given is signed by the key that it knows, and says no more of people than a desk needs', async () => {
  const number = await member({ fullName: 'Siti Nur Rahmawati', expiresOn: '2027-01-31' });
  const held = await copy('Gadis Kretek');
  await checkOut({ ...siti, libraryId: kota.id }, { memberNumber: number, itemBarcode: held });
  const item = t.db.selectFrom('item').select(['id', 'version']).where('barcode', '=', held);
  const { id, version } = await item.executeTakeFirstOrThrow();
  await updateItem(t.ctx(), { id, version, deskNote: 'dengan CD' });
  const subject = { id, label: 'Gadis Kretek', libraryId: kota.id };
  const codes = await t.db.transaction().execute(async (trx) => ensureLinks(trx, t.ctx(), 'item', [subject]));
  t.clock.set(TEST_NOW);
  const { body, signature } = await takeSnapshot(siti, testSecrets, device.id);
  const point = Buffer.from(device.verifyKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const;
  const given = Buffer.from(signature, 'base64url');
  expect(verify('sha256', Buffer.from(body), key, given)).toBe(true);
  expect(verify('sha256', Buffer.from(body.replace('Siti', 'Sita')), key, given)).toBe(false);
  const snapshot = JSON.parse(body) as Snapshot;
  expect(snapshot).toMatchObject({ createdAt: '2026-11-25T03:00:00.000Z', account: { name: 'Petugas siti' } });
  expect(snapshot.members.find(([card]) => card === number)).toEqual([
    number,
    'Siti N. R.',
    expect.any(Number),
    '2027-01-31',
    '',
    [],
  ]);
  expect(snapshot.loans.find(([barcode]) => barcode === held)?.[1]).toBe(number);
  expect(snapshot.items.find(([barcode]) => barcode === held)?.[1]).toBe('Gadis Kretek');
  expect(snapshot.labels).toEqual([[codes.get(id), held]]);
  expect(snapshot).toMatchObject({ form: 4, notes: [[held, 'dengan CD']] });
});
