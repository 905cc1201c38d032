import type { Block } from './blocks.ts';
import type { FileKind } from './file-kinds.ts';

/** The ids of the pictures that stand in blocks. */
export const pictureIdsIn = (blocks: readonly Block[]): number[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block.pictureId];
    return block.kind === 'gallery' ? block.pictures.map(({ pictureId }) => pictureId) : [];
  });

/** The files and recordings that stand in blocks, with what each is there. */
export const filesIn = (blocks: readonly Block[]): { fileId: number; kind: FileKind }[] =>
  blocks.flatMap((block) => ('fileId' in block ? [{ fileId: block.fileId, kind: block.kind }] : []));

/** The things of modules that stand in blocks, by their kind. */
export function embedsIn(blocks: readonly Block[]): Map<string, string[]> {
  const embeds = blocks.flatMap((block) => (block.kind === 'embed' ? [block] : []));
  return new Map([...Map.groupBy(embeds, ({ embed }) => embed)].map(([kind, of]) => [kind, of.map(({ ref }) => ref)]));
}
