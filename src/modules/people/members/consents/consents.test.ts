import { beforeAll, expect, test } from 'vitest';
import { checkOut } from '#modules/lending/circulation';
import { makeCopy } from '#modules/lending/circulation/testing';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  consentingMembers,
  createMember,
  getMember,
  giveConsent,
  listConsents,
  listConsentTexts,
  listOwnConsents,
  publishConsentText,
  setOwnConsent,
  withdrawConsent,
} from '../index.ts';
import { aLibrary } from '../testing.ts';

const t = useTestDb();
const CHILD = {
  fullName: 'Aisyah Rahma Dewi',
  category: 'pelajar',
  birthDate: '2017-03-14',
  guardianName: 'Dewi Lestari',
  guardianRelation: 'ibu',
  guardianPhone: '0812 3456 7890',
};
let child = '';
let desk: Ctx;
let copies = 0;

beforeAll(async () => {
  const library = await aLibrary(t.ctx());
  desk = { ...t.ctx(), libraryId: library.id };
  child = (await createMember(desk, CHILD)).number;
});

const borrow = async (memberNumber: string): Promise<string> => {
  copies += 1;
  const libraryId = desk.libraryId ?? 0;
  const barcode = await makeCopy(desk, { title: `Buku ${copies}`, barcode: `B0000000${copies}`, libraryId });
  return checkOut(desk, { memberNumber, itemBarcode: barcode }).then(
    () => 'lent',
    (error: unknown) => (error instanceof Error ? error.message : ''),
  );
};
const memberCtx = async (number: string): Promise<Ctx> => {
  const { id, fullName } = await getMember(t.ctx(), number);
  return t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
};

test('a child’s registration is complete with the guardian’s consent; until then the card does not borrow', async () => {
  expect(await getMember(t.ctx(), child)).toMatchObject({ guardianConsent: 'missing' });
  expect(await borrow(child)).toBe('circulation.guardian_consent_missing');
  await giveConsent(desk, child, { purpose: 'membership', channel: 'paper' });
  expect(await borrow(child)).toBe('lent');
  const { events } = await listConsents(desk, child);
  expect(events).toMatchObject([
    {
      purpose: 'membership',
      textVersion: 1,
      act: 'given',
      givenBy: 'guardian',
      guardianName: 'Dewi Lestari',
      guardianRelation: 'ibu',
      guardianContact: '0812 3456 7890',
      channel: 'paper',
      recordedBy: 'Petugas Uji',
      at: desk.clock.now(),
    },
  ]);
});

test('a guardian who takes the consent back stops the lending; both lines stay in the ledger', async () => {
  await withdrawConsent(desk, child, 'membership');
  expect(await borrow(child)).toBe('circulation.guardian_consent_missing');
  await giveConsent(desk, child, {
    purpose: 'membership',
    channel: 'desk',
    guardianName: 'Hadi',
    guardianRelation: 'ayah',
  });
  const { events } = await listConsents(desk, child);
  expect(events.map((event) => [event.act, event.guardianName])).toEqual([
    ['given', 'Hadi'],
    ['withdrawn', 'Dewi Lestari'],
    ['given', 'Dewi Lestari'],
  ]);
});

test('the consent may be given with the registration; what is said twice is written once', async () => {
  const made = await createMember(desk, { ...CHILD, fullName: 'Bima', guardianConsent: true });
  expect(made.guardianConsent).toBe('given');
  await giveConsent(desk, made.number, { purpose: 'membership', channel: 'desk' });
  expect((await listConsents(desk, made.number)).events).toHaveLength(1);
  expect(await borrow(made.number)).toBe('lent');
});

test('grown-ups need no consent to borrow, and none is asked for the membership', async () => {
  const { number } = await createMember(desk, { fullName: 'Dewasa', category: 'umum', birthDate: '1990-01-01' });
  expect(await borrow(number)).toBe('lent');
  const { states, speaker } = await listConsents(desk, number);
  expect(speaker).toBe('member');
  expect(states.map((state) => state.text.purpose)).toEqual([
    'reminders',
    'reading_history',
    'photos',
    'news',
    'desk_help',
  ]);
  await expect(giveConsent(desk, number, { purpose: 'membership', channel: 'desk' })).rejects.toMatchObject({
    code: 'members.consent_not_asked',
  });
});

test('a member gives and withdraws in the account; a child may withdraw only', async () => {
  const { id, number } = await createMember(desk, { fullName: 'Rini', category: 'umum', birthDate: '1990-01-01' });
  const rini = await memberCtx(number);
  await setOwnConsent(rini, 'reading_history', true);
  expect(await consentingMembers(t.db, 'reading_history', [id])).toEqual(new Set([id]));
  await setOwnConsent(rini, 'reading_history', false);
  expect(await consentingMembers(t.db, 'reading_history', [id])).toEqual(new Set());
  expect((await listOwnConsents(rini)).events.map((event) => event.channel)).toEqual(['web', 'web']);

  const small = await memberCtx(child);
  await expect(setOwnConsent(small, 'photos', true)).rejects.toMatchObject({ code: 'members.guardian_must_consent' });
  await giveConsent(desk, child, { purpose: 'photos', channel: 'desk' });
  await setOwnConsent(small, 'photos', false);
  const own = await listOwnConsents(small);
  expect(own.states.find(({ text }) => text.purpose === 'photos')?.given).toBe(false);
  expect(own.events[0]).toMatchObject({ purpose: 'photos', act: 'withdrawn', givenBy: 'member', guardianName: null });
});

test('a new wording is a new version; consents under the old one are shown as such and can be given anew', async () => {
  await giveConsent(desk, child, { purpose: 'news', channel: 'desk' });
  const words = { titleId: 'Kabar', titleEn: 'News', bodyId: 'Satu pesan sebulan.', bodyEn: 'One message a month.' };
  expect(await publishConsentText(t.ctx(), { purpose: 'news', ...words })).toEqual({ purpose: 'news', version: 2 });
  const news = async () => (await listConsents(desk, child)).states.find(({ text }) => text.purpose === 'news');
  expect(await news()).toMatchObject({ given: true, outdated: true, text: { version: 2 } });
  await giveConsent(desk, child, { purpose: 'news', channel: 'desk' });
  expect(await news()).toMatchObject({ given: true, outdated: false });
  expect(
    (await listConsentTexts(t.ctx())).filter(({ purpose }) => purpose === 'news').map((text) => text.version),
  ).toEqual([2, 1]);
});

test('two wordings published at once get two versions', async () => {
  const words = { purpose: 'photos' as const, titleId: 'F', titleEn: 'P', bodyId: 'a', bodyEn: 'b' };
  const both = await Promise.all([publishConsentText(t.ctx(), words), publishConsentText(t.ctx(), words)]);
  expect(both.map(({ version }) => version).toSorted()).toEqual([2, 3]);
});

test('nobody changes or deletes a line of the ledger', async () => {
  await expect(t.db.deleteFrom('consentEvent').execute()).rejects.toThrow('append-only');
  await expect(t.db.updateTable('consentEvent').set({ act: 'given' }).execute()).rejects.toThrow('append-only');
  await expect(t.db.updateTable('consentText').set({ bodyId: 'x' }).execute()).rejects.toThrow('append-only');
});

test('only those who edit members write consents; only settings publish wordings', async () => {
  const reader = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  await expect(listConsents(reader, child)).rejects.toMatchObject({ code: 'platform.forbidden' });
  await expect(giveConsent(reader, child, { purpose: 'news', channel: 'desk' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
  const words = { purpose: 'news' as const, titleId: 'a', titleEn: 'b', bodyId: 'c', bodyEn: 'd' };
  await expect(publishConsentText(reader, words)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('members from before the ledger borrow on; the desk is told to ask', async () => {
  const { id, number } = await createMember(desk, { ...CHILD, fullName: 'Lama' });
  await t.db.updateTable('member').set({ guardianConsent: 'unknown' }).where('id', '=', id).execute();
  expect(await borrow(number)).toBe('lent');
});
