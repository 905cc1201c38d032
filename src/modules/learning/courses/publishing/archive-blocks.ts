import type { Block } from '#modules/ground/content/client';

/** How pictures and files are called elsewhere; null: they do not go along. */
export interface Elsewhere {
  picture(id: number): number | null;
  file(id: number): number | null;
}

/** A block with its pictures and files as they are called elsewhere; null: nothing of it goes along. Things of modules never do. */
export function blockElsewhere(block: Block, to: Elsewhere): Block | null {
  switch (block.kind) {
    case 'picture': {
      const pictureId = to.picture(block.pictureId);
      return pictureId === null ? null : { ...block, pictureId };
    }
    case 'gallery': {
      const pictures = block.pictures.flatMap((one) => {
        const pictureId = to.picture(one.pictureId);
        return pictureId === null ? [] : [{ ...one, pictureId }];
      });
      return pictures.length === 0 ? null : { ...block, pictures };
    }
    case 'file':
    case 'audio':
    case 'video': {
      const fileId = to.file(block.fileId);
      return fileId === null ? null : { ...block, fileId };
    }
    case 'embed':
      return null;
    default:
      return block;
  }
}
