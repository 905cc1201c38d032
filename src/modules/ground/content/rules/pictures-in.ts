import type { Block, BlockKind } from './blocks.ts';
import type { FileKind } from './file-kinds.ts';

/** Blocks, also as they are sent, with what stands in them. */
type WithPictures =
  | { kind: 'picture'; pictureId: number }
  | { kind: 'gallery'; pictures: readonly { pictureId: number }[] }
  | { kind: Exclude<BlockKind, 'picture' | 'gallery'> };
type WithFiles = { kind: FileKind; fileId: number } | { kind: Exclude<BlockKind, FileKind> };

/** The ids of the pictures that stand in blocks. */
export const pictureIdsIn = (blocks: readonly WithPictures[]): number[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'picture') return [block.pictureId];
    return block.kind === 'gallery' ? block.pictures.map(({ pictureId }) => pictureId) : [];
  });

/** The files and recordings that stand in blocks, with what each is there. */
export const filesIn = (blocks: readonly WithFiles[]): { fileId: number; kind: FileKind }[] =>
  blocks.flatMap((block) => ('fileId' in block ? [{ fileId: block.fileId, kind: block.kind }] : []));

/** The things of modules that stand in blocks, by their kind. */
export function embedsIn(blocks: readonly Block[]): Map<string, string[]> {
  const embeds = blocks.flatMap((block) => (block.kind === 'embed' ? [block] : []));
  return new Map([...Map.groupBy(embeds, ({ embed }) => embed)].map(([kind, of]) => [kind, of.map(({ ref }) => ref)]));
}
