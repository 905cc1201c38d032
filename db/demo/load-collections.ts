/** What is introduced to people of the sample city: `collections.json`. Most are of the whole network, one is by a rule, one of a kelurahan. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { COLLECTION_KINDS, COLLECTION_STATES, RULE_ORDERS } from '../../src/modules/city/collections/client.ts';
import { saveCollection } from '../../src/modules/city/collections/testing.ts';
import type { Ctx } from '../../src/platform/context.ts';
import type { Tx } from '../../src/platform/database/db.ts';

const schema = z.object({
  note: z.string(),
  collections: z.array(
    z.object({
      title: z.string(),
      titleEn: z.string(),
      slug: z.string(),
      kind: z.enum(COLLECTION_KINDS),
      /** Code of the library whose it is; null = of the whole network. */
      library: z.string().nullable(),
      summary: z.string(),
      summaryEn: z.string(),
      madeBy: z.string(),
      quote: z.string(),
      quoteEn: z.string(),
      quoteBy: z.string(),
      rule: z
        .object({ subjects: z.array(z.string()), order: z.enum(RULE_ORDERS), most: z.int() })
        .nullable()
        .default(null),
      state: z.enum(COLLECTION_STATES),
      daysAgo: z.int(),
      records: z.array(z.object({ title: z.string(), sentence: z.string(), sentenceEn: z.string() })),
    }),
  ),
});
const DAY = 86_400_000;

/** After the records. @param places.bibs the records of the city by title */
export async function loadCollections(
  trx: Tx,
  ctx: Ctx,
  { libraryIdOf, bibs }: { libraryIdOf: (code: string) => number; bibs: ReadonlyMap<string, number> },
): Promise<void> {
  const { collections } = schema.parse(JSON.parse(readFileSync(new URL('collections.json', import.meta.url), 'utf8')));
  for (const { library, daysAgo, state, records, ...collection } of collections) {
    await saveCollection(trx, ctx, {
      ...{ state, changedAt: new Date(ctx.clock.now().getTime() - daysAgo * DAY) },
      collection: { ...collection, libraryId: library === null ? null : libraryIdOf(library) },
      records: records.flatMap(({ title, ...sentences }) => {
        const bibId = bibs.get(title);
        // the city may hold no copy of it, and then not its record either
        return bibId === undefined ? [] : [{ bibId, ...sentences }];
      }),
    });
  }
}
