import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { findItemByBarcode } from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { makeCopy, makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { addSpace, type Library } from '#modules/ground/libraries';
import { createMember } from '#modules/people/members';
import { makeLink, openLink } from '#modules/stock/links';
import {
  batchPdf,
  batchPicture,
  getBatch,
  getLayout,
  listBatches,
  makeBatch,
  markPrinted,
  saveLayout,
} from '../index.ts';
import { SHEETS, type PrintKind } from '../client.ts';
import { memberCards } from '../set-member-cards.ts';
import { cornerOf } from '../rules/sheet.ts';
import { drawPages, readPiece } from '../../../../../tests/support/read-print.ts';

const t = useTestDb();
const services = {
  config: { root: join(import.meta.dirname, '../../../../..') },
  storage: t.storage,
  origin: 'https://perpustakaan.blitarkota.go.id',
};
let kota: Library;
let turi: Library;
const barcodes = Array.from({ length: 24 }, (_, index) => `B${String(index + 1).padStart(8, '0')}`);

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota Blitar');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
  for (const barcode of barcodes) await makeCopy(t.ctx(), { title: `Judul ${barcode}`, barcode, libraryId: kota.id });
});

const refused = (name: string): unknown => expect.objectContaining({ code: `printing.${name}` });
const pages = async (id: number) => drawPages((await batchPdf(t.ctx(), services, id)).body);
const make = async (kind: PrintKind, input: object = {}) => makeBatch(t.ctx(), kota.id, { kind, ...input });
const fieldsOf = async (work: Promise<unknown>) => work.then(String, (error: { fields: object }) => error.fields);

describe('labels of copies', () => {
  test('of 24 on a sheet every barcode and QR code is read, at its millimetre', { timeout: 60_000 }, async () => {
    const sheets = await pages(await make('item', { codes: barcodes }));
    const [page] = sheets;
    if (!page) throw new Error('no page');
    expect(sheets).toHaveLength(1);
    expect(page.width).toBeCloseTo(210, 1);
    expect(page.height).toBeCloseTo(297, 1);
    const places = [];
    for (const [place, barcode] of barcodes.entries()) {
      const sheet = SHEETS.a4_24;
      const piece = { ...cornerOf(sheet, place), width: sheet.labelWidth, height: sheet.labelHeight };
      const codes = await readPiece(page, piece);
      const bars = codes.find((code) => code.format === 'Code128');
      const qr = codes.find((code) => code.format === 'QRCode');
      expect(codes, barcode).toHaveLength(2);
      expect(bars?.text).toBe(barcode);
      const link = await openLink(t.ctx(), qr?.text.replace(`${services.origin}/q/`, '') ?? '', false);
      const item = await findItemByBarcode(t.db, barcode);
      expect(link).toEqual({ kind: 'goes', to: `/katalog/${item?.bibId}` });
      places.push({ bars: bars?.x ?? 0, qrX: qr?.x ?? 0, qrY: qr?.y ?? 0 });
    }
    const [first = { bars: 0, qrX: 0, qrY: 0 }] = places;
    // 2 mm of padding and ten quiet modules; the QR code keeps to the right edge
    expect(first.bars).toBeGreaterThan(3.5);
    expect(first.bars).toBeLessThan(7.5);
    expect(first.qrX).toBeGreaterThan(40);
    // the same on every label, within two dots of the printer
    for (const place of places) {
      expect(Math.abs(place.bars - first.bars)).toBeLessThan(0.25);
      expect(Math.abs(place.qrX - first.qrX)).toBeLessThan(0.25);
      expect(Math.abs(place.qrY - first.qrY)).toBeLessThan(0.25);
    }
  });

  test('a sheet that is partly used is begun at its first free label, and goes on over the page', async () => {
    const id = await make('item', { codes: barcodes.slice(0, 3), startAt: 23 });
    const [first, second] = await pages(id);
    if (!first || !second) throw new Error('two pages');
    const sheet = SHEETS.a4_24;
    const at = (place: number) => ({ ...cornerOf(sheet, place), width: sheet.labelWidth, height: sheet.labelHeight });
    expect(await readPiece(first, at(21))).toEqual([]);
    const read = [await readPiece(first, at(22)), await readPiece(first, at(23)), await readPiece(second, at(0))];
    expect(read.map((codes) => codes.find((code) => code.format === 'Code128')?.text)).toEqual(barcodes.slice(0, 3));
    expect((await batchPicture(t.ctx(), services, id, 2)).sides).toBe(2);
    await expect(batchPicture(t.ctx(), services, id, 3)).rejects.toEqual(refused('no_sheet'));
    expect(await fieldsOf(make('item', { codes: barcodes, startAt: 25 }))).toEqual({ startAt: 'start_too_far' });
  });

  test('small labels of the shop are still read: T&J 103, 107 and 121', { timeout: 60_000 }, async () => {
    for (const sheet of [SHEETS.tj_103, SHEETS.tj_107, SHEETS.tj_121]) {
      const usual = await getLayout(t.ctx(), kota.id, 'item');
      const small = {
        fontSize: sheet.labelHeight < 20 ? 5 : 7,
        lines: sheet.labelHeight < 20 ? ['qr'] : ['title', 'qr'],
      };
      await saveLayout(t.ctx(), kota.id, 'item', { ...usual, ...small, sheet });
      const [page] = await pages(await make('item', { codes: barcodes.slice(0, 2) }));
      if (!page) throw new Error('no page');
      expect(page.width).toBeCloseTo(sheet.width, 1);
      const piece = { ...cornerOf(sheet, 1), width: sheet.labelWidth, height: sheet.labelHeight };
      const formats = (await readPiece(page, piece)).map((code) => code.format).toSorted();
      expect(formats).toEqual(['Code128', 'QRCode']);
    }
    await saveLayout(t.ctx(), kota.id, 'item', null);
    expect((await getLayout(t.ctx(), kota.id, 'item')).sheet).toEqual(SHEETS.a4_24);
  });

  test('the QR code of a label, scanned, chooses its copy; what another library has is not found', async () => {
    const [page] = await pages(await make('item', { codes: barcodes.slice(4, 5) }));
    const sheet = SHEETS.a4_24;
    const piece = { ...cornerOf(sheet, 0), width: sheet.labelWidth, height: sheet.labelHeight };
    const codes = page ? await readPiece(page, piece) : [];
    const address = codes.find((code) => code.format === 'QRCode')?.text ?? '';
    expect((await getBatch(t.ctx(), await make('card', { codes: [address] }))).subjects).toBe(1);
    await makeCopy(t.ctx(), { title: 'Di Turi', barcode: 'T-1', libraryId: turi.id });
    await expect(make('item', { codes: ['T-1'] })).rejects.toEqual(refused('unknown_barcode'));
  });
});

describe('what is chosen', () => {
  test('a batch that came out right is not chosen again by “not yet printed”', async () => {
    const bibId = await makeBib(t.ctx(), { title: 'Baru datang' });
    await makeItem(t.ctx(), { bibId, libraryId: turi.id, itemType: 'umum', barcodes: ['N-1', 'N-2'] });
    const wanted = { kind: 'card', unprinted: true } as const;
    const id = await makeBatch(t.ctx(), turi.id, wanted);
    const count = (await getBatch(t.ctx(), id)).subjects;
    expect(count).toBeGreaterThanOrEqual(2);
    // prepared is not printed
    expect((await getBatch(t.ctx(), await makeBatch(t.ctx(), turi.id, wanted))).subjects).toBe(count);
    await markPrinted(t.ctx(), id, true);
    await expect(makeBatch(t.ctx(), turi.id, wanted)).rejects.toEqual(refused('nothing_chosen'));
    await markPrinted(t.ctx(), id, false);
    expect((await getBatch(t.ctx(), await makeBatch(t.ctx(), turi.id, wanted))).subjects).toBe(count);
  });

  test('each library prints its own, and members’ cards only who may edit members', async () => {
    const number = await makeMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A77', homeLibrary: 'KOTA' });
    const id = await make('member', { codes: [number] });
    const desk = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['printing.print', 'links.manage'] }] });
    const forbidden = expect.objectContaining({ code: 'platform.forbidden' }) as unknown;
    await expect(makeBatch(desk, kota.id, { kind: 'member', codes: [number] })).rejects.toEqual(forbidden);
    await expect(batchPdf(desk, services, id)).rejects.toEqual(forbidden);
    expect((await listBatches(desk, kota.id, { limit: 50 })).data.map((batch) => batch.kind)).not.toContain('member');
    await expect(makeBatch(desk, turi.id, { kind: 'item' })).rejects.toEqual(forbidden);
    await expect(saveLayout(desk, kota.id, 'item', null)).rejects.toEqual(forbidden);
    // a school's desk does not print the card of another's reader
    const permissions = ['printing.print', 'members.edit', 'members.read'];
    const school = t.ctx({ grants: [{ libraryId: turi.id, permissions, ownMembersOnly: true }] });
    await expect(makeBatch(school, turi.id, { kind: 'member', codes: [number] })).rejects.toMatchObject({
      code: expect.stringMatching(/forbidden|unknown_member/) as unknown,
    });
  });

  test('labels that run off the paper are refused, field by field', async () => {
    const usual = await getLayout(t.ctx(), kota.id, 'spine');
    const sheet = { ...usual.sheet, columns: 7, rows: 8 };
    expect(await fieldsOf(saveLayout(t.ctx(), kota.id, 'spine', { ...usual, sheet }))).toEqual({
      'sheet.labelWidth': 'sheet_too_wide',
      'sheet.labelHeight': 'sheet_too_high',
    });
  });
});

test('a member’s card holds its number and nothing else, on both sides; the back is mirrored', async () => {
  const number = await makeMember(t.ctx(), { fullName: 'Nanda Kusumawati', number: '3572041827', homeLibrary: 'KOTA' });
  const [front, back] = await pages(await make('member', { codes: [number] }));
  if (!front || !back) throw new Error('two sides');
  const sheet = SHEETS.id_10;
  const size = { width: sheet.labelWidth, height: sheet.labelHeight };
  const corner = cornerOf(sheet, 0);
  const mirrored = { ...corner, x: sheet.width - corner.x - sheet.labelWidth };
  expect(await readPiece(front, { ...corner, ...size })).toMatchObject([{ format: 'QRCode', text: number }]);
  expect(await readPiece(back, { ...mirrored, ...size })).toMatchObject([{ format: 'Code128', text: number }]);
});

test('a school has the class of its pupils printed on their cards, where it chooses so', async () => {
  const pupil = { fullName: 'Bagas Prasetya', category: 'pelajar', institution: 'SDN Turi 1', className: '5B' };
  const { number } = await createMember(t.ctx(), { ...pupil, homeLibrary: 'KEL-TURI' });
  const cardOf = async () => {
    const id = await makeBatch(t.ctx(), turi.id, { kind: 'member', codes: [number] });
    const [card] = await memberCards(t.ctx(), t.storage, await getBatch(t.ctx(), id), 2);
    return card?.more;
  };
  expect(await cardOf()).toBe('');
  const usual = await getLayout(t.ctx(), turi.id, 'member');
  await saveLayout(t.ctx(), turi.id, 'member', { ...usual, lines: [...usual.lines, 'institution', 'className'] });
  expect(await cardOf()).toBe('SDN Turi 1 · 5B');
  // by a telephone number somebody is found: it is no choice
  const reached = { ...usual, lines: ['phone'] };
  await expect(saveLayout(t.ctx(), turi.id, 'member', reached)).rejects.toMatchObject({ status: 422 });
});

test('signs of shelves and posters lead on by their short links', async () => {
  await addSpace(t.ctx(), kota.id, {
    kind: 'rak',
    code: 'R1',
    name: 'Rak 1, ilmu sosial',
    ddcFrom: '300',
    ddcTo: '399',
  });
  const target = { kind: 'poster', target: '/katalog?q=batik', label: 'Mau baca apa hari ini?' } as const;
  const code = await makeLink(t.ctx(), kota.id, target);
  const whole = { x: 0, y: 0, width: 210, height: 297 };
  const [signs] = await pages(await make('sign'));
  const [poster] = await pages(await make('poster', { codes: [code] }));
  if (!signs || !poster) throw new Error('no page');
  const [sign] = await readPiece(signs, whole);
  const to = await openLink(t.ctx(), sign?.text.replace(`${services.origin}/q/`, '') ?? '', false);
  expect(to).toEqual({ kind: 'goes', to: '/perpustakaan/kota' });
  expect(await readPiece(poster, whole)).toMatchObject([{ format: 'QRCode', text: `${services.origin}/q/${code}` }]);
  await expect(make('poster', { codes: ['zzzzzz'] })).rejects.toEqual(refused('unknown_link'));
});
