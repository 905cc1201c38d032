/** Posters of the sample city: of its programmes, and a notice on the tables: `posters.json`. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { suggestWords } from '../../src/modules/city/posters/index.ts';
import { POSTER_CHANNELS, POSTER_FORMATS, POSTER_TEMPLATES } from '../../src/modules/city/posters/client.ts';
import { saveSample } from '../../src/modules/city/posters/testing.ts';
import { getProgram } from '../../src/modules/community/programs/index.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const look = {
  template: z.enum(POSTER_TEMPLATES),
  format: z.enum(POSTER_FORMATS),
  others: z.array(z.string()),
  channel: z.enum(POSTER_CHANNELS),
};
const words = { over: z.string(), title: z.string(), when: z.string(), first: z.string(), call: z.string() };
const schema = z.object({
  note: z.string(),
  programs: z.array(
    z.object({
      program: z.string(),
      ...look,
      campaign: z.string(),
      words: z.object(words).partial(),
      libraries: z.array(z.string()),
    }),
  ),
  notice: z.object({ library: z.string(), address: z.string(), ...look, words: z.object(words) }),
});

/** After the programmes. */
export async function loadPosters(trx: Tx, ctx: Ctx, libraryIdOf: (code: string) => number): Promise<void> {
  const sample = schema.parse(JSON.parse(readFileSync(new URL('posters.json', import.meta.url), 'utf8')));
  const here = { ...ctx, db: trx };
  for (const { program: slug, words: said, libraries, others, channel, ...poster } of sample.programs) {
    const { id: programId } = await getProgram(here, slug);
    const { program, words: suggested } = await suggestWords(here, programId);
    await saveSample(trx, ctx, program.library.id, {
      ...poster,
      subject: { kind: 'program', programId },
      words: { ...suggested, ...said },
      places: [
        ...libraries.map((code) => ({ libraryId: libraryIdOf(code), channel })),
        ...others.map((name) => ({ name, channel })),
      ],
    });
  }
  const { library, address, others, channel, ...notice } = sample.notice;
  await saveSample(trx, ctx, libraryIdOf(library), {
    ...notice,
    subject: { kind: 'notice', address },
    places: others.map((name) => ({ name, channel })),
  });
}
