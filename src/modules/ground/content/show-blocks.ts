import type { Ctx, Locale } from '#platform/context';
import { embedKinds, type EmbedCard } from '#platform/embeds';
import type { Picture, ShownBlock, WritingFile } from './client.ts';
import { filesOf } from './files/view-files.ts';
import { picturesOf } from './pictures/view-pictures.ts';
import { alongside } from './rules/alongside.ts';
import type { Block } from './rules/blocks.ts';
import { embedsIn, filesIn, pictureIdsIn } from './rules/pictures-in.ts';

/** Each block in the language of the reader, where it is written in it; a file is the same in both. */
export const blocksFor = (blocks: readonly { body: Block; english: Block | null }[], locale: Locale): ShownBlock[] =>
  blocks.map(({ body, english }) =>
    locale === 'en' && english !== null
      ? { block: 'fileId' in english ? alongside(body, english) : english, language: 'en' }
      : { block: body, language: 'id' },
  );

/** What stands in blocks beside their words. */
export interface ShownThings {
  pictures: Map<number, Picture>;
  files: Map<number, WritingFile>;
  /** Cards by kind and reference; what is gone is left out. */
  embeds: Map<string, ReadonlyMap<string, EmbedCard>>;
}

/** The pictures, files and things of modules that stand in blocks, as they are now. */
export async function shownThings(ctx: Ctx, blocks: readonly Block[]): Promise<ShownThings> {
  const pictures = await picturesOf(ctx.db, pictureIdsIn(blocks));
  const files = await filesOf(
    ctx.db,
    filesIn(blocks).map(({ fileId }) => fileId),
  );
  const embeds = new Map<string, ReadonlyMap<string, EmbedCard>>();
  for (const [kind, refs] of embedsIn(blocks)) {
    const known = embedKinds().find((one) => one.kind === kind);
    if (known) embeds.set(kind, await known.show(ctx, refs));
  }
  return { pictures, files, embeds };
}
