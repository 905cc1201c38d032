import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { getSetting } from '#modules/ground/libraries';
import { columns, retention } from '../src/entrypoints/personal-data.ts';
import { columnsOf, fateOf, readWords, unsaid } from './support/column-words.ts';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb();
const words = readWords(columns);

test('of every column a module says what it knows of people, and what becomes of that at an erasure', async () => {
  const all = await columnsOf(t.db);
  expect(all.length).toBeGreaterThan(1200);
  expect(unsaid(words, all)).toEqual([]);
});

test('a new column of words, a new table and a name that is nothing are found', async () => {
  const before = await columnsOf(t.db);
  await sql`alter table loan add column favourite_colour text, add column nth integer`.execute(t.db);
  await sql`alter table reading_use add column mood text`.execute(t.db);
  await sql`create table diary (id bigint primary key, page jsonb)`.execute(t.db);
  const after = await columnsOf(t.db);
  await sql`drop table diary`.execute(t.db);
  await sql`alter table reading_use drop column mood`.execute(t.db);
  await sql`alter table loan drop column favourite_colour, drop column nth`.execute(t.db);
  expect(unsaid(words, after)).toEqual([
    'diary.id: nothing is said of it',
    'diary.page: nothing is said of it',
    'loan.favourite_colour: nothing is said of it',
  ]);
  // nothing may be left to `rest` where the rows are people
  const size = {
    table: 'member',
    column: 'shoe_size',
    type: 'integer',
    wordy: false,
    made: false,
    key: false,
    target: null,
  };
  expect(unsaid(words, [...before, size])).toEqual(['member.shoe_size: nothing is said of it']);
  expect(unsaid(readWords([...columns, { table: 'loan', kept: { shape: '' } }]), before)).toEqual([
    'loan.shape: no such column',
    'loan: said twice',
    'loan shape: without a reason',
  ]);
});

test('whatever points at a member says so', async () => {
  const silent = (await columnsOf(t.db))
    .filter(({ target }) => target === 'member')
    .filter((column) => ['none', 'staff', undefined].includes(fateOf(words, column)));
  expect(silent).toEqual([]);
});

test('every class of data that has its days is cleared by a module', async () => {
  const days = await getSetting(t.db, 'retentionDays');
  expect(retention.map(({ key }) => key).toSorted()).toEqual(Object.keys(days).toSorted());
});
