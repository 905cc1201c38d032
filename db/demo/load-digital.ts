/** Files of the sample city that are read in the page: an open PDF, an EPUB, a recording, and one that is lent: `digital.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addAttachment, createBib } from '../../src/modules/collection/catalog/index.ts';
import { addLicensedFile } from '../../src/modules/lending/digital/index.ts';
import { lendTo } from '../../src/modules/lending/digital/testing.ts';
import { makeEpub, makePdf, makeRecording } from '../../src/modules/lending/digital/testing.ts';
import { findMemberByNumber } from '../../src/modules/people/members/index.ts';
import { systemCtx, type Ctx } from '../../src/platform/context.ts';
import type { Services } from '../../src/platform/services.ts';

const about = { title: z.string(), summary: z.string(), file: z.string() };
const schema = z.object({
  pdf: z.object({ ...about, pages: z.array(z.array(z.string())) }),
  epub: z.object({ ...about, chapters: z.array(z.object({ title: z.string(), body: z.array(z.string()) })) }),
  audio: z.object({ ...about, notes: z.array(z.number()), seconds: z.number() }),
  licensed: z.object({
    ...about,
    copies: z.int(),
    loanDays: z.int(),
    /** The first has it, the others wait. */
    readers: z.array(z.string()),
    pages: z.array(z.array(z.string())),
  }),
});

/** Hangs the files on records of their own. Runs after the city is there, because files lie outside the database. */
export async function loadDigital(services: Pick<Services, 'db' | 'clock' | 'storage'>): Promise<void> {
  const ctx = systemCtx(services.db, services.clock, 'kota contoh');
  const { storage } = services;
  const sample = schema.parse(JSON.parse(readFileSync(new URL('digital.json', import.meta.url), 'utf8')));
  const { pdf, epub, audio, licensed } = sample;
  const add = async (file: File, { title, summary, file: name }: typeof pdf | typeof epub | typeof audio, access: 'public' | 'members') =>
    addAttachment(ctx, storage, { bibId: await recordOf(ctx, title, summary), title: name, access }, file);
  await add(makePdf(pdf.pages, pdf.title), pdf, 'public');
  const chapters = epub.chapters.map(({ title, body }) => ({ title, body: body.map((text) => `<p>${text}</p>`).join('') }));
  await add(makeEpub(epub.title, chapters), epub, 'members');
  await add(makeRecording(audio.title, audio.notes, audio.seconds), audio, 'public');
  const bibId = await recordOf(ctx, licensed.title, licensed.summary);
  const terms = { copies: licensed.copies, loanDays: licensed.loanDays };
  const file = makePdf(licensed.pages, licensed.title);
  const attachmentId = await addLicensedFile(ctx, storage, { bibId, title: licensed.file, ...terms }, file);
  for (const number of licensed.readers) {
    const member = await findMemberByNumber(ctx.db, number);
    if (!member) throw new Error(`the sample city names the member ${number}, whom it does not have`);
    await ctx.db.transaction().execute(async (trx) => lendTo(trx, ctx, member.id, attachmentId));
  }
}

/** A record of text or sound without copies on a shelf. */
async function recordOf(ctx: Ctx, title: string, summary: string): Promise<number> {
  const field = (tag: string, ind1: string, code: string, value: string) => ({
    tag,
    ind1,
    ind2: '0',
    subfields: [{ code, value }],
  });
  const fields = [
    { tag: '008', value: '261126s2026    io a    o     000 1 ind d'.padEnd(40) },
    field('245', '0', 'a', title),
    { ...field('520', ' ', 'a', summary), ind2: ' ' },
  ];
  const { bib } = await createBib(ctx, { marc: { leader: '00000nam a2200000 i 4500', fields }, allowDuplicate: true });
  return bib.id;
}
