import { checkWriting, readWriting, type Check } from '#modules/ground/content';
import type { Block } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { PageRow } from '../data/pages.queries.ts';
import { hasWords } from './public-pages.ts';
import { writablePage } from '../managed-page.ts';

/** Stands where nothing was translated. */
const UNSAID: Block = { kind: 'text', spans: [] };

/** What is to be looked at before a page is published, of its words as they stand. */
export async function checkHeld(db: Db | Tx, ctx: Pick<Ctx, 'actor'>, page: PageRow): Promise<Check[]> {
  const { blocks } = await readWriting({ db, actor: ctx.actor }, page.writingId);
  const english = blocks.some((block) => block.english !== null) || page.titleEn !== '';
  return checkWriting({
    title: page.title,
    blocks: blocks.map(({ body }) => body),
    english: english ? blocks.map(({ body, english: said }) => said ?? (hasWords(body) ? UNSAID : body)) : null,
    language: 'id',
  });
}

/** The same for whoever writes it. Needs what writing it needs. Throws `site.page_not_found`. */
export async function checkPage(ctx: Ctx, id: number): Promise<Check[]> {
  return checkHeld(ctx.db, ctx, await writablePage(ctx, id));
}
