import {
  keepLivingBibs,
  livingBib,
  selectBibsByIsbn,
  selectBibTitles,
  selectIsbnsOfBibs,
} from '#modules/collection/catalog';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { ListedBook, Task } from '../rules/tasks.ts';

type Bodied = { body: Task };

/** Records that readers find now, by the ids that were listed; one that was merged is the one that stays. */
export async function livingIds(ctx: Pick<Ctx, 'db'>, ids: readonly number[]): Promise<Map<number, number>> {
  const there = new Set((await selectBibTitles(ctx.db, ids)).map(({ id }) => id));
  const living = new Map<number, number>();
  for (const id of ids) {
    const now = there.has(id) ? id : await livingBib(ctx, id);
    if (now !== null) living.set(id, now);
  }
  return living;
}

const idsIn = (tasks: readonly Bodied[]): number[] =>
  tasks.flatMap(({ body }) => (body.kind === 'reading' ? body.books.flatMap(({ bibId }) => bibId ?? []) : []));

/** Tasks as they are gone through now: a listed record leads to where it stands, and nowhere when it is gone. */
export async function withLivingBooks<T extends Bodied>(ctx: Pick<Ctx, 'db'>, tasks: readonly T[]): Promise<T[]> {
  const ids = idsIn(tasks);
  if (ids.length === 0) return [...tasks];
  const living = await livingIds(ctx, [...new Set(ids)]);
  const now = (book: ListedBook): ListedBook => ({
    ...book,
    bibId: book.bibId === null ? null : (living.get(book.bibId) ?? null),
  });
  return tasks.map((task) =>
    task.body.kind === 'reading' ? { ...task, body: { ...task.body, books: task.body.books.map(now) } } : task,
  );
}

/** A task as it is kept: listed books have the record that they name, and its title. Throws `platform.invalid_input` at a book that is nowhere. */
export async function withFoundBooks(trx: Tx, task: Task): Promise<Task> {
  if (task.kind !== 'reading') return task;
  const isbns = task.books.flatMap(({ bibId, isbn }) => (bibId === null && isbn !== '' ? [isbn] : []));
  const found = await selectBibsByIsbn(trx, isbns);
  const asked = task.books.map(
    ({ bibId, isbn }) => bibId ?? found.find((one) => isbn !== '' && one.isbn === isbn)?.bibId ?? null,
  );
  const living = await keepLivingBibs(
    trx,
    asked.flatMap((id) => id ?? []),
  );
  const titles = new Map((await selectBibTitles(trx, [...living.values()])).map(({ id, title }) => [id, title]));
  const books = task.books.map((book, at) => {
    const id = living.get(asked[at] ?? 0) ?? null;
    const title = book.title || (titles.get(id ?? 0) ?? '');
    if (title === '') throw platformErrors.invalidInput({}, { [`books.${at}.isbn`]: 'invalid' });
    return { ...book, bibId: id, title: title.slice(0, 300) };
  });
  return { ...task, books };
}

/** Tasks with the ISBN of every listed record that has one: by it a book is found elsewhere. */
export async function withIsbns<T extends Bodied>(ctx: Pick<Ctx, 'db'>, tasks: readonly T[]): Promise<T[]> {
  const living = await withLivingBooks(ctx, tasks);
  const isbns = await selectIsbnsOfBibs(ctx.db, idsIn(living));
  const found = (book: ListedBook): ListedBook => ({ ...book, isbn: book.isbn || (isbns.get(book.bibId ?? 0) ?? '') });
  return living.map((task) =>
    task.body.kind === 'reading' ? { ...task, body: { ...task.body, books: task.body.books.map(found) } } : task,
  );
}

/** A task as it is taken elsewhere: records have other numbers there, and are found by their ISBN. */
export const withoutRecords = (task: Task): Task =>
  task.kind === 'reading' ? { ...task, books: task.books.map((book) => ({ ...book, bibId: null })) } : task;
