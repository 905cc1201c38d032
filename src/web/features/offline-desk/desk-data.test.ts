import { expect, test } from 'vitest';
import { asRead, SNAPSHOT_FORM, type Snapshot } from '#modules/stock/offline-desk/client';
import { DeskData } from './desk-data.ts';

const snapshot: Snapshot = {
  form: SNAPSHOT_FORM,
  device: { id: 1, name: 'Meja depan', maxAgeHours: 24 },
  library: { id: 1, code: 'KOTA', name: 'Perpustakaan Kota', timeZone: 'Asia/Jakarta' },
  account: { id: 1, name: 'Siti' },
  createdAt: '2026-11-25T03:00:00.000Z',
  categories: [{ id: 1, nameId: 'Pelajar', nameEn: 'Pupil' }],
  rules: [],
  calendar: {
    timeZone: 'Asia/Jakarta',
    weekly: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ opens: 480, closes: 960 }]])),
    closed: ['2026-12-02'],
    special: [],
  },
  members: [
    ['A00001', 'Dimas A.', 1, null, '', []],
    ['A00002', 'Sri W.', 1, '2026-11-24', '', [['suspension', '2026-11-30']]],
  ],
  items: [
    ['B-1', 'Laskar Pelangi', 'umum', 'available', 1, false, null],
    ['B-2', 'Bumi Manusia', 'umum', 'available', 2, false, null],
    ['B-3', 'Gadis Kretek', 'umum', 'available', 3, false, null],
    ['B-4', 'Olenka', 'umum', 'available', 4, false, 'A00002'],
  ],
  labels: [['k7m3xq', 'B-1']],
  notes: [['B-2', 'dengan CD']],
  loans: [['B-3', 'A00002', 'umum', false, '2026-11-20T16:59:59.000Z', 3, false]],
};
const NOW = Date.parse('2026-11-25T11:00:00+07:00');
const codes = (data: DeskData, card: string, barcode: string): string[] => {
  const answer = data.mayLend(card, barcode, NOW, false);
  return answer.kind === 'refused' ? answer.reasons.map(({ code }) => code) : [answer.kind];
};

test('the due date is that of the desk: a week, moved to the next open day', () => {
  const data = new DeskData(snapshot);
  expect(data.mayLend('a 00001', 'B-1', NOW, false)).toEqual({
    kind: 'ok',
    dueAt: new Date('2026-12-03T23:59:59+07:00'),
  });
});

test('what was lent here is out, counts towards the limit, and makes room again when it comes back', () => {
  const data = new DeskData(snapshot);
  for (const itemBarcode of ['B-1', 'B-2']) data.apply({ kind: 'lend', memberNumber: 'A00001', itemBarcode }, NOW);
  expect(codes(data, 'A00001', 'B-1')).toEqual(['on_loan_to_member', 'limit_reached']);
  expect(codes(data, 'A00001', 'B-3')).toEqual(['on_loan_to_other', 'limit_reached']);
  data.apply({ kind: 'return', itemBarcode: 'B-1' }, NOW);
  data.apply({ kind: 'return', itemBarcode: 'B-3' }, NOW);
  expect(codes(data, 'A00001', 'B-3')).toEqual(['ok']);
});

test('blocks, expired cards and copies kept for others are known without a network', () => {
  const data = new DeskData(snapshot);
  expect(codes(data, 'A00002', 'B-1')).toEqual(['member_suspended', 'card_expired']);
  expect(codes(data, 'A00001', 'B-4')).toEqual(['held_for_other']);
  expect(codes(data, 'A00001', 'TIDAK-ADA')).toEqual(['unknown']);
});

test('a card counts once an hour as a visit', () => {
  const data = new DeskData(snapshot);
  data.apply({ kind: 'visit', card: 'A00001' }, NOW);
  expect(data.visitedLately('a00001', NOW + 1_800_000)).toBe(true);
  expect(data.visitedLately('A00001', NOW + 3_600_000)).toBe(false);
});

test('the QR code of a label stands for its copy; any other address stays what it is', () => {
  const data = new DeskData(snapshot);
  expect(data.barcode('https://perpus.example/q/K7M3XQ')).toBe('B-1');
  expect(data.barcode('https://perpus.example/en/q/k7m3xq')).toBe('B-1');
  expect(data.barcode('https://perpus.example/q/zzzzzz')).toBe('https://perpus.example/q/zzzzzz');
  expect(data.barcode(' B-2 ')).toBe('B-2');
});

test('what belongs to a copy is said of it, and of no other', () => {
  const data = new DeskData(snapshot);
  expect(data.note(' B-2 ')).toBe('dengan CD');
  expect(data.note('B-1')).toBeNull();
});

test('data that were fetched before notes came along are read all the same; of a form to come they are not', () => {
  const kept: Parameters<typeof asRead>[0] = { ...snapshot, form: 3 };
  delete kept.notes;
  const read = asRead(kept);
  expect(read && new DeskData(read).note('B-2')).toBeNull();
  expect(read && codes(new DeskData(read), 'A00001', 'B-2')).toEqual(['ok']);
  expect(asRead({ ...snapshot, form: SNAPSHOT_FORM + 1 })).toBeNull();
  expect(asRead({ ...kept, form: 2 })).toBeNull();
});
