import type { Ctx } from '#platform/context';
import type { PrintBatch } from './client.ts';
import { itemsOfBatch, postersOfBatch, spacesOfBatch } from './data/subjects.queries.ts';
import { cardsOf } from './rules/catalogue-card.ts';
import { perSheet } from './rules/sheet.ts';
import { countMemberCards } from './set-member-cards.ts';

/** What comes out of the printer. */
export interface ForeseenPrint {
  labels: number;
  /** Of paper. */
  sheets: number;
  /** Of the PDF: two for a sheet that has a back. */
  pages: number;
}

/** What a batch will be on paper, as `batchPdf` then prints it; the caller has it from `getBatch`. Draws nothing. */
export async function foreseeBatch(ctx: Ctx, batch: PrintBatch): Promise<ForeseenPrint> {
  const { kind, layout, startAt } = batch;
  const labels = await countLabels(ctx, batch);
  const sheets = labels === 0 ? 0 : Math.ceil((startAt - 1 + labels) / perSheet(layout.sheet));
  return { labels, sheets, pages: kind === 'member' && layout.lines.includes('back') ? sheets * 2 : sheets };
}

async function countLabels(ctx: Ctx, { id, kind, layout }: PrintBatch): Promise<number> {
  switch (kind) {
    case 'spine':
    case 'item':
      return (await itemsOfBatch(ctx.db, id)).length;
    case 'card':
      // a book has a card for its title and one for each added entry
      return (await itemsOfBatch(ctx.db, id)).flatMap((item) => cardsOf(item, layout.lines.includes('added'))).length;
    case 'member':
      return countMemberCards(ctx, id);
    case 'sign':
      return (await spacesOfBatch(ctx.db, id)).length;
    case 'poster':
      return (await postersOfBatch(ctx.db, id)).length;
  }
}
