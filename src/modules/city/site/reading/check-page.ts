import { checkWriting, filesIn, filesOf, readWriting, shownThings, type Check } from '#modules/ground/content';
import type { Block } from '#modules/ground/content/client';
import type { Ctx } from '#platform/context';
import type { PageRow } from '../data/pages.queries.ts';
import { findSlug } from '../data/slugs.queries.ts';
import { writablePage } from '../managed-page.ts';
import { selectSilent } from '../data/outward.queries.ts';
import { addressesOf, outward } from './leads.ts';
import { hasWords } from './public-pages.ts';

/** What is said of a page before it is published: of its words, and of what it leads to. */
export type PageCheck = Omit<Check, 'code'> & {
  code: Check['code'] | 'file_gone' | 'embed_gone' | 'dead_link' | 'silent_link';
};

/** Stands where nothing was translated. */
const UNSAID: Block = { kind: 'text', spans: [] };
const OWN = /^\/(?:en\/)?(berita|halaman)\/([a-z0-9-]+)$/;
const KINDS = { berita: 'news', halaman: 'page' } as const;

/** Links to pages of this site that never were, or of the web that did not answer when they were last looked at, and things of modules that are gone. */
async function checkWhereTo(
  ctx: Ctx,
  pageId: number,
  pairs: readonly { body: Block; english: Block | null }[],
): Promise<PageCheck[]> {
  const silent = await selectSilent(ctx.db, pageId);
  const { embeds } = await shownThings(
    ctx,
    pairs.map(({ body }) => body),
  );
  const checks: PageCheck[] = [];
  for (const [at, { body, english }] of pairs.entries()) {
    if (body.kind === 'embed' && !embeds.get(body.embed)?.has(body.ref)) {
      checks.push({ code: 'embed_gone', at, params: {}, blocking: false });
    }
    for (const href of new Set([...addressesOf(body), ...(english === null ? [] : addressesOf(english))])) {
      if (silent.has(outward(href) ?? '')) {
        checks.push({ code: 'silent_link', at, params: { words: href }, blocking: false });
      }
      const [, folder, slug] = OWN.exec(href) ?? [];
      if ((folder !== 'berita' && folder !== 'halaman') || slug === undefined) continue;
      if ((await findSlug(ctx.db, { kind: KINDS[folder], slug })) !== undefined) continue;
      checks.push({ code: 'dead_link', at, params: { words: href }, blocking: false });
    }
  }
  return checks;
}

/** Files that were removed for good: readers would find nothing. */
const checkFiles = (blocks: readonly Block[], files: ReadonlyMap<number, unknown>): PageCheck[] =>
  blocks.flatMap((block, at) =>
    'fileId' in block && !files.has(block.fileId)
      ? [{ code: 'file_gone', at, params: { words: block.label }, blocking: true }]
      : [],
  );

/** What is to be looked at of a page's words and files as they stand. */
export async function checkHeld(
  ctx: Pick<Ctx, 'actor'> & { db: Parameters<typeof readWriting>[0]['db'] },
  page: PageRow,
): Promise<PageCheck[]> {
  const { blocks } = await readWriting(ctx, page.writingId);
  const bodies = blocks.map(({ body }) => body);
  const files = await filesOf(
    ctx.db,
    filesIn(bodies).map(({ fileId }) => fileId),
  );
  const captioned = new Set([...files.values()].flatMap(({ id, captions }) => (captions.id === null ? [] : [id])));
  const english = blocks.some((block) => block.english !== null) || page.titleEn !== '';
  const said = checkWriting({
    title: page.title,
    blocks: bodies,
    captioned,
    english: english ? blocks.map(({ body, english: said }) => said ?? (hasWords(body) ? UNSAID : body)) : null,
    language: 'id',
  });
  return [...said, ...checkFiles(bodies, files)];
}

/** What is to be looked at before a page is published, for whoever writes it. Needs what writing it needs. Throws `site.page_not_found`. */
export async function checkPage(ctx: Ctx, id: number): Promise<PageCheck[]> {
  const page = await writablePage(ctx, id);
  const { blocks } = await readWriting(ctx, page.writingId);
  const leads = await checkWhereTo(ctx, page.id, blocks);
  return [...(await checkHeld(ctx, page)), ...leads];
}
