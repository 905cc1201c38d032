import { expect, test } from 'vitest';
import type { PublicLesson, ShownTask } from '#modules/learning/courses/client';
import type { Block } from '#modules/ground/content/client';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { openTasks, sectionViews } from './lesson-view.server.ts';
import { readSearch } from './task-search.server.ts';

const t = useTestDb();
const words = (...blocks: Block[]): PublicLesson['parts'][number] => ({
  kind: 'words',
  blocks: blocks.map((block) => ({ block, language: 'id' })),
});
const text = (said: string): Block => ({ kind: 'text', spans: [{ text: said }] });
const heading = (level: 2 | 3, said: string): Block => ({ kind: 'heading', level, text: said });
const question = (id: number, standing: Partial<ShownTask['standing']> = {}): PublicLesson['parts'][number] => ({
  kind: 'task',
  task: {
    ...{
      id,
      kind: 'question',
      prompt: 'Siapa yang menulis?',
      language: 'id',
      hints: [],
      moreHints: 0,
      left: null,
      asked: { form: 'short' },
    },
    standing: { tries: 0, hints: 0, isRight: false, answer: null, outcome: null, ...standing },
  },
});
const lessonOf = (parts: PublicLesson['parts']): PublicLesson => ({
  ...{
    course: { id: 1, slug: 'cek-dulu', title: 'Cek Dulu', language: 'id' },
    id: 2,
    slug: 'siapa',
    number: 1,
    of: 1,
    title: 'Siapa',
  },
  ...{ language: 'id', minutes: 40, parts, previous: null, next: null, joined: true, standing: 'begun' },
  ...{ pictures: new Map(), files: new Map(), embeds: new Map() },
});
const sectionsOf = async (...parts: PublicLesson['parts']) =>
  sectionViews(t.ctx(), lessonOf(parts), {
    learner: { key: null },
    taskId: null,
    search: readSearch(new URLSearchParams()),
  });

test('a lesson is gone through in parts: words up to each heading, and every task', async () => {
  const sections = await sectionsOf(
    words(text('Pagi ini ada pesan.'), heading(2, 'Begini Rani'), text('Siapa?'), heading(3, 'Kecil'), text('Kapan?')),
    question(7),
    words(text('Sesudahnya.')),
  );
  expect(sections.map(({ id, number, title }) => [id, number, title])).toEqual([
    ['bagian-1', 1, ''],
    ['bagian-2', 2, 'Begini Rani'],
    ['tugas-7', 3, expect.any(String)],
    ['bagian-4', 4, ''],
  ]);
  expect(sections[1]).toMatchObject({
    kind: 'words',
    blocks: [{ kind: 'text' }, { kind: 'heading' }, { kind: 'text' }],
  });
});

test('words before a task that was answered were read; the task itself is done when it is right', async () => {
  const parts = [words(text('Satu.')), question(7, { tries: 1 }), words(text('Dua.')), question(8)];
  expect((await sectionsOf(...parts)).map(({ isDone }) => isDone)).toEqual([true, false, false, false]);
  const right = [words(text('Satu.')), question(7, { tries: 2, isRight: true }), words(text('Dua.')), question(8)];
  expect((await sectionsOf(...right)).map(({ isDone }) => isDone)).toEqual([true, true, false, false]);
});

test('open is what nobody answered: a wrong answer is one', async () => {
  const sections = await sectionsOf(question(7, { tries: 1 }), question(8), words(text('Akhir.')));
  expect(openTasks(sections).map(({ id, number }) => [id, number])).toEqual([['tugas-8', 2]]);
});
