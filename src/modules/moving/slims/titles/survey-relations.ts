import { readRowsOf } from '#modules/moving/engine';
import { idOf } from '#shared/moving/old-row';
import { tidyLine, withoutMarks } from '#shared/moving/tidy-text';
import type { Run } from '../run.ts';
import { UNTITLED } from './relations.ts';

/** Reads the titles once more for what those are called that are related to others. */
export async function surveyRelations(run: Run): Promise<void> {
  const { relations, titlesWithCopies } = run.survey;
  if (relations.count === 0) return;
  const wanted = relations.ids();
  const titles = new Map<number, string>();
  for await (const rows of readRowsOf(run.path, 'biblio')) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const id = idOf(row('biblio_id'));
      if (!wanted.has(id) || titles.has(id)) continue;
      const title = tidyLine(row('title')).text;
      if (title !== '' || titlesWithCopies.has(id)) titles.set(id, withoutMarks(title) || UNTITLED);
    }
  }
  relations.settle(titles);
}
