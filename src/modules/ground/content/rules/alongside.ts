import type { Block } from './blocks.ts';

/**
 * A block in English with what is the same in every language as it stands in Indonesian now: places, pictures, files, the signs of a formula.
 * Pictures of a gallery keep their English words, wherever they stand there now.
 */
export function alongside(body: Block, english: Block): Block {
  if ('fileId' in english) return 'fileId' in body ? { ...english, fileId: body.fileId } : english;
  switch (english.kind) {
    case 'heading':
      return body.kind === 'heading' ? { ...english, level: body.level } : english;
    case 'list':
      return body.kind === 'list' ? { ...english, ordered: body.ordered } : english;
    case 'picture':
      return body.kind === 'picture' ? { ...english, pictureId: body.pictureId } : english;
    case 'gallery': {
      if (body.kind !== 'gallery') return english;
      const pictures = body.pictures.map(
        ({ pictureId }) =>
          english.pictures.find((one) => one.pictureId === pictureId) ?? { pictureId, alt: '', caption: '' },
      );
      return { ...english, pictures };
    }
    case 'table':
      return body.kind === 'table' ? { ...english, head: body.head } : english;
    case 'callout':
      return body.kind === 'callout' ? { ...english, tone: body.tone } : english;
    case 'button':
      return body.kind === 'button' ? { ...english, href: body.href } : english;
    case 'formula':
      return body.kind === 'formula' ? { ...english, tex: body.tex } : english;
    case 'embed':
      return body.kind === 'embed' ? body : english;
    case 'text':
    case 'quote':
      return english;
  }
}
