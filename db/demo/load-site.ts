/**
 * The site of the sample city: a year of news, pages that stay, small sites of three libraries, a banner, menu and foot, people and services:
 * `site.json`.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { PAGE_KINDS, PAGE_STATES } from '../../src/modules/city/site/client.ts';
import { saveBanner, saveFrame, saveOwnWords, savePage } from '../../src/modules/city/site/testing.ts';
import { addFile } from '../../src/modules/ground/content/index.ts';
import { makePdf } from '../../src/modules/lending/digital/testing.ts';
import { systemCtx, type Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';
import type { Services } from '../../src/platform/services.ts';

const link = z.object({
  label: z.string(),
  labelEn: z.string(),
  /** A page of `pages` by its title. */
  page: z.string().nullable().default(null),
  href: z.string().default(''),
});
const schema = z.object({
  note: z.string(),
  banner: z.object({ words: z.string(), wordsEn: z.string(), href: z.string(), days: z.int() }),
  frame: z.object({
    menu: z.array(link),
    foot: z.array(link),
    accounts: z.array(link),
    contact: z.object({ address: z.string(), phone: z.string(), email: z.string() }),
  }),
  /** What libraries tell of themselves. */
  ownSites: z.array(
    z.object({
      library: z.string(),
      people: z.array(
        z.object({
          name: z.string(),
          role: z.string(),
          roleEn: z.string(),
          about: z.string(),
          aboutEn: z.string(),
        }),
      ),
      services: z.array(
        z.object({
          title: z.string(),
          titleEn: z.string(),
          about: z.string(),
          aboutEn: z.string(),
          atWords: z.string(),
          atWordsEn: z.string(),
          href: z.string(),
        }),
      ),
      links: z.array(link),
    }),
  ),
  pages: z.array(
    z.object({
      kind: z.enum(PAGE_KINDS).default('news'),
      topic: z.string().default('layanan'),
      /** Code of the library whose small site it is of. */
      library: z.string().nullable().default(null),
      title: z.string(),
      titleEn: z.string().default(''),
      summary: z.string().default(''),
      summaryEn: z.string().default(''),
      byline: z.string().default(''),
      body: z.array(z.string()),
      bodyEn: z.array(z.string()).default([]),
      /** Books of the city by title, and libraries by code, whose cards stand below the words. */
      books: z.array(z.string()).default([]),
      hours: z.array(z.string()).default([]),
      /** A sheet to take along, below the words; such a page comes with {@link loadSitePapers}. */
      paper: z.object({ title: z.string(), titleEn: z.string(), pages: z.array(z.array(z.string())) }).optional(),
      state: z.enum(PAGE_STATES).default('approved'),
      /** Below 0: it is shown so many days from now. */
      daysAgo: z.int(),
    }),
  ),
});
const DAY = 86_400_000;
const readSite = () => schema.parse(JSON.parse(readFileSync(new URL('site.json', import.meta.url), 'utf8')));

/** After the records. @param libraries ids by code @param bibs the records of the city by title */
export async function loadSite(
  trx: Tx,
  ctx: Ctx,
  { libraries, bibs }: { libraries: ReadonlyMap<string, number>; bibs: ReadonlyMap<string, number> },
): Promise<void> {
  const { pages, banner, frame, ownSites } = readSite();
  const now = ctx.clock.now().getTime();
  const pageIds = new Map<string, number>();
  for (const { library, books, hours, body, bodyEn, daysAgo, paper, ...page } of pages) {
    if (paper) continue;
    const libraryId = library === null ? null : libraries.get(library);
    if (libraryId === undefined) throw new Error(`the sample city has no library "${library}"`);
    const records = books.flatMap((title) => bibs.get(title) ?? []);
    if (records.length < books.length) throw new Error(`the sample city does not have one of: ${books.join(', ')}`);
    const id = await savePage(trx, ctx, {
      ...page,
      libraryId,
      body: body.join('\n\n'),
      bodyEn: bodyEn.join('\n\n'),
      embeds: [
        ...records.map((id) => ({ embed: 'record', ref: String(id) })),
        ...hours.map((ref) => ({ embed: 'hours', ref })),
      ],
      publishAt: new Date(now - daysAgo * DAY),
      expireAt: null,
    });
    pageIds.set(page.title, id);
  }
  const linkOf = ({ page, ...words }: z.output<typeof link>) => {
    const pageId = page === null ? null : pageIds.get(page);
    if (pageId === undefined) throw new Error(`the sample city has no page "${page}"`);
    return { ...words, pageId, topicId: null, collectionId: null };
  };
  const { menu, foot, accounts, contact } = frame;
  await saveFrame(trx, { menu: menu.map(linkOf), foot: foot.map(linkOf), accounts: accounts.map(linkOf), contact });
  for (const { library, people, services, links } of ownSites) {
    const libraryId = libraries.get(library);
    if (libraryId === undefined) throw new Error(`the sample city has no library "${library}"`);
    const agreed = people.map((person) => ({ ...person, pictureId: null, agreedAt: ctx.clock.now() }));
    await saveOwnWords(trx, libraryId, { people: agreed, services, links: links.map(linkOf) });
  }
  const { days, ...words } = banner;
  await saveBanner(trx, ctx, { ...words, fromAt: new Date(now - DAY), untilAt: new Date(now + days * DAY) });
}

/** Pages of the whole network with a sheet to take along. Runs after the city is there, because files lie outside the database. */
export async function loadSitePapers({ db, clock, storage }: Pick<Services, 'db' | 'clock' | 'storage'>): Promise<void> {
  const ctx = systemCtx(db, clock, 'kota contoh');
  for (const { paper, body, bodyEn, daysAgo, ...page } of readSite().pages) {
    if (!paper) continue;
    const sheet = makePdf(paper.pages, paper.title);
    const stored = await storage.put('berkas', new Uint8Array(await sheet.arrayBuffer()));
    const { title } = paper;
    const id = await addFile(ctx, storage, { libraryId: null, title, file: { ...stored, name: title } });
    const below = (label: string): string => `[${label}](/berkas/${id}){berkas}`;
    await db.transaction().execute(async (trx) =>
      savePage(trx, ctx, {
        ...{ ...page, libraryId: null, embeds: [], expireAt: null },
        body: [...body, below(title)].join('\n\n'),
        bodyEn: [...bodyEn, below(paper.titleEn)].join('\n\n'),
        publishAt: new Date(clock.now().getTime() - daysAgo * DAY),
      }),
    );
  }
}
