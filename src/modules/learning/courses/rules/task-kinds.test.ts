import { expect, test } from 'vitest';
import { judgeGap, judgeOnFoot } from './judge-shelf.ts';
import { answers, judgeAnswer } from './judge.ts';
import { missReasons } from './miss-reasons.ts';
import { tellsContact } from './posts.ts';
import { showTask, UNTOUCHED } from './show-task.ts';
import type { AssignmentTask, DiscussionTask, ReadingTask, ShelfTask } from './tasks.ts';
import { fitsRubric } from './works.ts';

const words = (id: string) => ({ id, en: '' });
const common = { prompt: words('Kerjakan'), hints: [] };
const shelf: ShelfTask = {
  ...common,
  kind: 'shelf',
  goal: { call: '551.21 GUN k', beginnings: ['551.2'], places: [], drawn: ['500', '551.3', '600'] },
};
const reading: ReadingTask = {
  ...common,
  kind: 'reading',
  books: [{ bibId: 7, isbn: '', title: 'Kelud', why: words('Pendek dan jelas') }],
};
const talk: DiscussionTask = { ...common, kind: 'discussion' };
const work: AssignmentTask = {
  ...common,
  kind: 'assignment',
  takes: ['file'],
  rubric: [
    { label: words('Isi'), levels: [words('Belum'), words('Sudah')] },
    { label: words('Sumber'), levels: [words('Tidak ada'), words('Ada'), words('Lengkap')] },
  ],
};
const told = { taskId: 1, locale: 'id' } as const;

test('a copy passes only in the asked place, at the asked library and on the shelf', () => {
  const right = { isHere: true, isInPlace: true, isOnShelf: true };
  expect(judgeOnFoot(right)).toEqual({ kind: 'shelf', right: true, faults: [] });
  expect(judgeOnFoot({ ...right, isOnShelf: false })).toMatchObject({ right: false, faults: ['not_on_shelf'] });
  expect(judgeOnFoot({ isHere: false, isInPlace: false, isOnShelf: true }).faults).toEqual([
    'other_place',
    'elsewhere',
  ]);
  expect(judgeOnFoot(null)).toMatchObject({ right: false, faults: ['unknown_code'] });
  expect(missReasons(judgeOnFoot(null))).toEqual(['unknown_code']);
});

test('on the drawing one gap is right, and the others say to which side they err', () => {
  const keys = { drawn: ['500', '551.3', '600'], call: '551.21' };
  expect([0, 1, 2, 3].map((gap) => judgeGap(gap, keys).faults)).toEqual([
    ['too_far_left'],
    [],
    ['too_far_right'],
    ['too_far_right'],
  ]);
});

test('what is right on the shelf is not told before it is answered', () => {
  const seen = JSON.stringify(showTask(1, shelf, UNTOUCHED, 'id'));
  expect(seen).toContain('551.21 GUN k');
  expect(seen).not.toContain('551.2"');
});

test('an answer fits only a task that asks for it', () => {
  expect(answers(shelf, { kind: 'gap_on_shelf', gap: 3 })).toBe(true);
  expect(answers(shelf, { kind: 'gap_on_shelf', gap: 4 })).toBe(false);
  expect(answers({ ...shelf, goal: { ...shelf.goal, drawn: [] } }, { kind: 'gap_on_shelf', gap: 0 })).toBe(false);
  expect(answers({ ...shelf, goal: { ...shelf.goal, beginnings: [] } }, { kind: 'shelf', code: 'X' })).toBe(false);
  expect(answers(reading, { kind: 'reading', seen: [1] })).toBe(false);
  expect(answers(work, { kind: 'assignment', text: 'ditulis' })).toBe(false);
  expect(answers(talk, { kind: 'assignment', text: '' })).toBe(false);
});

test('a reading list is done when one book was looked at', () => {
  expect(judgeAnswer(reading, { kind: 'reading', seen: [] }, told).right).toBe(false);
  expect(judgeAnswer(reading, { kind: 'reading', seen: [0] }, told).right).toBe(true);
});

test('words that tell how somebody is reached are not for others', () => {
  for (const text of ['lihat https://x.id/a', 'www.contoh.com', 'tanya rani@surel.id', 'ikuti @rani', '0812 3456 7890'])
    expect(tellsContact(text), text).toBe(true);
  for (const text of [
    ...['Telepon 0812-3456-7890', 'wa +62 812 3456 7890', '(021) 390-1234', '0812 - 1990 - 2015', '0812.1990.2015'],
    ...['ISBN 081234567890', 'lihat contoh.com ya', 'kata-kita.id'],
  ])
    expect(tellsContact(text), text).toBe(true);
  for (const text of [
    ...['Gunung Kelud meletus 13 Februari 2014.', 'Saya baca 3.500 kata, dari pukul 07.30.'],
    ...[
      'Terbit 2015-2020.',
      'Tahun 2014 2015 2016',
      'Dari 13-02-2014 - 14.02.2014',
      'Bukunya bagus.Id juga bilang begitu.',
    ],
    ...['ISBN 978-602-03', 'ISBN 978-602-03-1234-5', 'ISBN 979 433 123 X', 'Penduduknya 275.501.339 jiwa.'],
  ])
    expect(tellsContact(text), text).toBe(false);
  expect(judgeAnswer(talk, { kind: 'discussion', text: 'wa 081234567890' }, told)).toMatchObject({ right: false });
});

test('marks have a level of every line, and none that is not there', () => {
  expect(fitsRubric([1, 2], work.rubric)).toBe(true);
  expect(fitsRubric([1], work.rubric)).toBe(false);
  expect(fitsRubric([2, 0], work.rubric)).toBe(false);
});
