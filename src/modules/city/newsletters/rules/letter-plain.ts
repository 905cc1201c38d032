import type { Block, Span } from '#modules/ground/content/client';
import {
  fileWords,
  LETTER_WORDS,
  PREFERENCES,
  UNSUBSCRIBE,
  type LetterPicture,
  type LetterText,
} from './letter-text.ts';

/** Lines of a mail without form are so long at most, but for addresses, which stay whole. */
const WIDE = 72;

/** A paragraph in lines; those that were broken stay so. */
export function wrapped(
  text: string,
  { first = '', others = first }: { first?: string; others?: string } = {},
): string {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = lines.length === 0 ? first : others;
    let isEmpty = true;
    for (const word of part.split(/\s+/).filter((one) => one !== '')) {
      if (!isEmpty && line.length + 1 + word.length > WIDE) {
        lines.push(line);
        line = others;
        isEmpty = true;
      }
      line += isEmpty ? word : ` ${word}`;
      isEmpty = false;
    }
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}

const saidOf = (spans: readonly Span[], linkOf: LetterText['linkOf']): string =>
  spans
    .map(({ text, href }) => {
      if (href === undefined) return text;
      const leads = linkOf(href);
      return leads === text ? text : `${text} (${leads})`;
    })
    .join('');

const pictureLine = (
  { alt, caption }: { alt: string; caption: string },
  picture: LetterPicture | undefined,
): string | null => {
  const shows = alt === '' ? (picture?.alt ?? '') : alt;
  const said = [shows, caption].filter((text) => text !== '').join('. ');
  return picture && said !== '' ? wrapped(`[${said}]`) : null;
};

function plainBlock(block: Block, letter: LetterText): string | null {
  const { linkOf, pictures, files, cards, language } = letter;
  switch (block.kind) {
    case 'heading': {
      const line = wrapped(block.level === 2 ? block.text.toLocaleUpperCase(language) : block.text);
      return block.text === '' ? null : line;
    }
    case 'text':
    case 'callout':
      return block.spans.length === 0 ? null : wrapped(saidOf(block.spans, linkOf));
    case 'quote':
      return [wrapped(saidOf(block.spans, linkOf), { first: '> ' }), block.source && wrapped(`— ${block.source}`)]
        .filter(Boolean)
        .join('\n');
    case 'list':
      return block.items
        .map((item, nth) => {
          const first = block.ordered ? `${nth + 1}. ` : '- ';
          return wrapped(saidOf(item, linkOf), { first, others: ' '.repeat(first.length) });
        })
        .join('\n');
    case 'picture':
      return pictureLine(block, pictures.get(block.pictureId));
    case 'gallery':
      return block.pictures.flatMap((one) => pictureLine(one, pictures.get(one.pictureId)) ?? []).join('\n') || null;
    case 'table':
      return [block.caption, ...block.rows.map((row) => row.join(' | '))].filter((line) => line !== '').join('\n');
    case 'button':
      return `${block.label}:\n${linkOf(block.href)}`;
    case 'file':
    case 'audio':
    case 'video': {
      const file = files.get(block.fileId);
      return file ? `${wrapped(fileWords(block, { language, title: file.title }))}\n${linkOf(file.href)}` : null;
    }
    case 'formula':
      return block.alt === '' ? block.tex : block.alt;
    case 'embed': {
      const card = cards.get(`${block.embed}:${block.ref}`);
      return card
        ? [wrapped(card.title), ...card.lines.map((line) => wrapped(line)), linkOf(card.href)].join('\n')
        : null;
    }
  }
}

/** A letter without form, for programs and people who read it so: everything that the other has. */
export function plainLetter(letter: LetterText): string {
  const { language, sender, archiveHref } = letter;
  const words = LETTER_WORDS[language];
  const body = letter.blocks.flatMap((block) => plainBlock(block, letter) ?? []);
  return `${[
    wrapped(letter.subject),
    ...body,
    '-- ',
    [
      wrapped([sender.name, ...sender.lines].join(', ')),
      wrapped(words.why),
      ...(archiveHref === null ? [] : [`${words.open}: ${archiveHref}`]),
      `${words.preferences}: ${PREFERENCES}`,
      `${words.unsubscribe}: ${UNSUBSCRIBE}`,
    ].join('\n'),
  ].join('\n\n')}\n`;
}
