import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { blocksOfMarkdown } from '#modules/ground/content';
import { readDrawing } from '../../src/modules/ground/content/rules/drawing.ts';
import { TASK_KINDS, type SearchGoal } from '../../src/modules/learning/courses/rules/tasks.ts';
import { archiveInput } from '../../src/modules/learning/courses/schema.ts';
import { bibs, demoFile, planCity } from './sample-city.ts';

const courses = readdirSync(demoFile('courses')).map((name) => {
  const sent = z.looseObject({}).parse(JSON.parse(readFileSync(demoFile(`courses/${name}`), 'utf8')));
  return { name, sent, course: archiveInput.parse(sent) };
});
const tasksOf = ({ lessons }: (typeof courses)[number]['course']) =>
  lessons.flatMap(({ parts }) => parts.flatMap((part) => ('task' in part ? part.task : [])));
const searchesOf = (course: (typeof courses)[number]['course']) =>
  tasksOf(course).flatMap((task) => (task.kind === 'search' ? task : []));
const allTasks = courses.flatMap(({ course }) => tasksOf(course));

const { copies, loans } = planCity('2026-12-01');
const out = new Set(loans.flatMap(({ itemBarcode, returnedAt }) => (returnedAt === null ? itemBarcode : [])));
const inHand = copies.filter(({ status }) => status === 'available');
const held = new Set(inHand.map(({ bib }) => bib));
const onShelf = new Set(inHand.filter(({ barcode }) => !out.has(barcode)).map(({ bib }) => bib));

/** The sample titles that are right: about it, of those years, and there as it is asked. */
const rightBibs = ({ ddc, yearFrom, yearTo, standing }: SearchGoal) =>
  bibs.filter(
    (bib) =>
      ddc.some((begins) => bib.ddc.startsWith(begins)) &&
      (yearFrom === null || (bib.year !== null && bib.year >= yearFrom)) &&
      (yearTo === null || (bib.year !== null && bib.year <= yearTo)) &&
      (standing === 'any' || (standing === 'shelf' ? onShelf : held).has(bib.controlNumber)),
  );

test('the sample city teaches children, youth, grown-ups and its own staff', () => {
  expect(courses.map(({ name, course }) => [name, course.audience, course.phase, course.lessons.length])).toEqual([
    ['cek-dulu.json', 'pupils', 'D', 5],
    ['detektif-informasi.json', 'pupils', 'C', 6],
    ['meja-sirkulasi.json', 'librarians', null, 5],
    ['mencari-informasi.json', 'adults', null, 4],
  ]);
});

test('between them the courses ask in every way that a lesson can', () => {
  expect(new Set(allTasks.map(({ kind }) => kind))).toEqual(new Set(TASK_KINDS));
  expect(new Set(allTasks.flatMap((task) => (task.kind === 'question' ? task.asked.form : [])))).toEqual(
    new Set(['one', 'several', 'order', 'match', 'number', 'short', 'gap']),
  );
});

describe.each(courses)('$name', ({ sent, course }) => {
  test('is an archive of which nothing is left out, with its title in both languages', () => {
    expect(course).toMatchObject(sent);
    for (const word of [course.titleEn, course.summary, course.summaryEn, course.authors]) expect(word).not.toBe('');
  });

  test('has a guide, something to read and something to do in every lesson', () => {
    for (const { title, titleEn, guide, parts } of course.lessons) {
      expect(titleEn, title).not.toBe('');
      const told = blocksOfMarkdown(guide);
      expect(told.cut).toBe(false);
      expect(told.blocks.map(({ kind }) => kind)).toContain('list');
      const read = parts.flatMap((part) => ('markdown' in part ? [blocksOfMarkdown(part.markdown)] : []));
      const written = read.filter(({ blocks }) => blocks[0]?.kind !== 'picture');
      expect(written.length, title).toBeGreaterThanOrEqual(2);
      for (const { blocks, cut } of written) {
        expect(cut).toBe(false);
        expect(blocks.length).toBeGreaterThanOrEqual(2);
        expect(blocks[0], title).toMatchObject({ kind: 'heading', level: 2 });
      }
      expect(read.flatMap(({ blocks }) => blocks).map(({ kind }) => kind)).toContain('quote');
      expect(parts.filter((part) => 'task' in part).length, title).toBeGreaterThanOrEqual(2);
    }
  });

  test('has drawings that are kept as they are, each told in both languages where it stands', () => {
    expect(course.pictures.length).toBeGreaterThanOrEqual(3);
    const shown = course.lessons.flatMap(({ parts }) =>
      parts.flatMap((part) => {
        if (!('markdown' in part)) return [];
        const [said, english] = [part.markdown, part.markdownEn].map((text) => blocksOfMarkdown(text).blocks[0]);
        return said?.kind === 'picture' && english?.kind === 'picture' ? [{ said, english }] : [];
      }),
    );
    expect(shown.map(({ said }) => said.pictureId)).toEqual(course.pictures.map(({ number }) => number));
    for (const { said, english } of shown) {
      expect(english.pictureId).toBe(said.pictureId);
      for (const words of [said.alt, said.caption, english.alt, english.caption]) expect(words).not.toBe('');
      expect(english.alt).not.toBe(said.alt);
    }
    for (const { file } of course.pictures) {
      const bytes = readFileSync(demoFile(file.replace('berkas/', 'course-pictures/')));
      expect(readDrawing(bytes), file).toMatchObject({ width: 480, height: 270 });
      expect(bytes.length, file).toBeLessThan(20_000);
    }
  });

  test('gives a gap for each list of answers, and says of each choice why', () => {
    for (const task of tasksOf(course)) {
      if (task.kind !== 'question') continue;
      const { asked } = task;
      if (asked.form === 'gap') expect(asked.text.id.split('___')).toHaveLength(asked.gaps.length + 1);
      if (asked.form !== 'one' && asked.form !== 'several') continue;
      for (const { label, feedback } of asked.options) expect(feedback.id, label.id).not.toBe('');
    }
  });

  test('sends its readers into the catalogue, where enough of what is asked can be found, and no hint names it', () => {
    const searches = searchesOf(course);
    expect(searches.length).toBeGreaterThanOrEqual(2);
    for (const { prompt, hints, goal } of searches) {
      const right = rightBibs(goal);
      expect(right.length, prompt.id).toBeGreaterThanOrEqual(6);
      const said = [prompt, ...hints].map(({ id }) => id.toLowerCase()).join('\n');
      expect(
        right.filter(({ title }) => said.includes(title.toLowerCase())),
        prompt.id,
      ).toEqual([]);
    }
  });
});
