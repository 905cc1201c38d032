import type { Block } from './blocks.ts';

/** The ids of the pictures that stand in blocks. */
export const pictureIdsIn = (blocks: readonly Block[]): number[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block.pictureId];
    return block.kind === 'gallery' ? block.pictures.map(({ pictureId }) => pictureId) : [];
  });

/** The things of modules that stand in blocks, by their kind. */
export function embedsIn(blocks: readonly Block[]): Map<string, string[]> {
  const embeds = blocks.flatMap((block) => (block.kind === 'embed' ? [block] : []));
  return new Map([...Map.groupBy(embeds, ({ embed }) => embed)].map(([kind, of]) => [kind, of.map(({ ref }) => ref)]));
}
