import { expect, test } from 'vitest';
import { judgeActs, wantedParts, type ActParts, type DoneAct } from './acts.ts';

const ME = 7;
const since = new Date('2026-11-25T10:00:00+07:00');
const minutes = (count: number): Date => new Date(since.getTime() + count * 60_000);
const seat = { lendMember: 'A-1', lendItem: 'P-1', returnItem: 'K-1', ticketId: 12 };
const act = (parts: ActParts, about: Partial<DoneAct> = {}): DoneAct => ({ by: ME, at: minutes(1), parts, ...about });
const judge = (wanted: ActParts, acts: readonly DoneAct[]) => judgeActs(wanted, acts, { account: ME, since });
const lend = wantedParts({ act: 'lend' }, seat);

test('what this trainee did since the task was taken is right, whatever was tried before', () => {
  const right = act({ item: 'p-1', member: 'a-1' }, { at: minutes(3) });
  expect(judge(lend, [right])).toEqual([]);
  expect(judge(lend, [act({ item: 'P-9', member: 'A-1' }, { at: minutes(4) }), right])).toEqual([]);
  expect(judge(lend, [act({ item: 'P-1', member: 'A-1' }, { at: since })])).toEqual([]);
});

test('another book, another card, or both are told of the closest try', () => {
  expect(judge(lend, [act({ item: 'P-2', member: 'A-1' })])).toEqual(['other_item']);
  expect(judge(lend, [act({ item: 'P-1', member: 'A-2' })])).toEqual(['other_member']);
  expect(judge(lend, [act({ item: 'P-2', member: 'A-2' })])).toEqual(['other_item', 'other_member']);
  expect(judge(lend, [act({ item: 'P-2', member: 'A-2' }), act({ item: 'P-1', member: 'A-2' })])).toEqual([
    'other_member',
  ]);
});

test('what another trainee did, what was done before, and nothing are three different reasons', () => {
  const parts = { item: 'P-1', member: 'A-1' };
  expect(judge(lend, [])).toEqual(['nothing']);
  expect(judge(lend, [act(parts, { by: 8 })])).toEqual(['by_other']);
  expect(judge(lend, [act(parts, { at: minutes(-1) })])).toEqual(['before']);
  // of somebody else, and before: that is nothing to this task
  expect(judge(lend, [act(parts, { by: 8, at: minutes(-1) })])).toEqual(['nothing']);
});

test('a record is known by title and ISBN, in any of their clothes; a member by the name', () => {
  const book = wantedParts({ act: 'catalogue', title: 'Bumi Manusia', isbn: '978-979-407-064-2' }, seat);
  expect(judge(book, [act({ title: 'Bumi manusia :', isbn: '9789794070642 9786020300001' })])).toEqual([]);
  expect(judge(book, [act({ title: 'Bumi Manusia', isbn: '' })])).toEqual(['other_isbn']);
  expect(judge(book, [act({ title: 'Jejak Langkah', isbn: '9789794070642' })])).toEqual(['other_title']);
  const name = wantedParts({ act: 'register', name: 'Sri Wahyuni' }, seat);
  expect(judge(name, [act({ name: 'SRI WAHYUNI' })])).toEqual([]);
  expect(judge(name, [act({ name: 'Sri Wahyuningsih' })])).toEqual(['other_name']);
  expect(judge(wantedParts({ act: 'answer' }, seat), [act({ ticket: '13' })])).toEqual(['other_ticket']);
  expect(judge(wantedParts({ act: 'take_back' }, seat), [act({ item: 'K-1' })])).toEqual([]);
});
