import {
  pictureIdsIn,
  shownThings,
  spansOf,
  wordsOfSpans,
  type BlockInput,
  type SavedBlock,
} from '#modules/ground/content';
import type { Block, Picture, ShownPicture, Writing, WritingFile, WrittenBlock } from '#modules/ground/content/client';
import type { Ctx, Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatTime } from '#shared/dates';
import { m } from '#i18n/messages';
import { aboutFile } from '#web/features/site/parts/block-view.server.ts';
import type { BlockState, BlockValues, EditedBlock, FileChoice, PictureChoice } from './block-fields.ts';

/** Fields of the English side are called so. */
const ENGLISH = 'en_';
const CELL = ' | ';

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What the form of a block shows. */
export function valuesOf(block: Block): BlockValues {
  switch (block.kind) {
    case 'heading':
      return { text: block.text, level: String(block.level) };
    case 'text':
      return { words: wordsOfSpans(block.spans) };
    case 'list':
      return { words: block.items.map((item) => wordsOfSpans(item)).join('\n'), ordered: block.ordered ? '1' : '' };
    case 'quote':
      return { words: wordsOfSpans(block.spans), source: block.source };
    case 'picture':
      return { pictureId: String(block.pictureId), alt: block.alt, caption: block.caption };
    case 'gallery':
      return Object.fromEntries(
        block.pictures.flatMap(({ pictureId, alt, caption }, i) => [
          [`pictureId${i}`, String(pictureId)],
          [`alt${i}`, alt],
          [`caption${i}`, caption],
        ]),
      );
    case 'table':
      return {
        words: block.rows.map(rowLine).join('\n'),
        head: block.head ? '1' : '',
        caption: block.caption,
      };
    case 'callout':
      return { words: wordsOfSpans(block.spans), tone: block.tone };
    case 'button':
      return { label: block.label, href: block.href };
    case 'file':
      return { fileId: String(block.fileId), label: block.label };
    case 'audio':
    case 'video':
      return { fileId: String(block.fileId), label: block.label, words: wordsOfSpans(block.spans) };
    case 'formula':
      return { tex: block.tex, alt: block.alt };
    case 'embed':
      return { embed: block.embed, ref: block.ref };
  }
}

/** A row of a table as it is typed: cells parted by strokes, a stroke of its own as `\\|`; outer strokes where a cell at the edge is empty. */
function rowLine(row: readonly string[]): string {
  const line = row.map((cell) => cell.replaceAll('|', '\\|')).join(CELL);
  return row[0] === '' || row.at(-1) === '' ? `| ${line} |` : line;
}

/** The cells of such a row. */
function cellsOf(line: string): string[] {
  const inner = /^\|.*(?<!\\)\|$/.test(line) ? line.slice(1, -1) : line;
  return inner.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
}

/** Rows of a table as they are typed, a line each; all as wide as the widest. */
function rowsOf(words: string): string[][] {
  const rows = lines(words).map(cellsOf);
  const wide = Math.max(1, ...rows.map((row) => row.length));
  return (rows.length > 0 ? rows : [['']]).map((row) => [
    ...row,
    ...Array.from({ length: wide - row.length }, () => ''),
  ]);
}

/** The pictures of a gallery; those whose picture is taken out are left out. */
function galleryOf(values: BlockValues): ShownPicture[] {
  const pictures: ShownPicture[] = [];
  for (let i = 0; values[`pictureId${i}`] !== undefined; i += 1) {
    const pictureId = Number(values[`pictureId${i}`]);
    if (pictureId > 0) pictures.push({ pictureId, alt: values[`alt${i}`] ?? '', caption: values[`caption${i}`] ?? '' });
  }
  return pictures;
}

/** A block as its form was filled in; what it is stays. Throws `platform.invalid_input` for a kind that there is not. */
export function blockOf(kind: string, values: BlockValues): BlockInput {
  const words = values.words ?? '';
  switch (kind) {
    case 'heading':
      return { kind, level: values.level === '3' ? 3 : 2, text: values.text ?? '' };
    case 'text':
      return { kind, spans: spansOf(words) };
    case 'list':
      return { kind, ordered: values.ordered === '1', items: lines(words).map((line) => spansOf(line)) };
    case 'quote':
      return { kind, spans: spansOf(words), source: values.source ?? '' };
    case 'picture':
      return { kind, pictureId: Number(values.pictureId), alt: values.alt ?? '', caption: values.caption ?? '' };
    case 'gallery':
      return { kind, pictures: galleryOf(values) };
    case 'table':
      return { kind, head: values.head === '1', rows: rowsOf(words), caption: values.caption ?? '' };
    case 'callout':
      return { kind, tone: values.tone === 'warn' ? 'warn' : 'note', spans: spansOf(words) };
    case 'button':
      return { kind, label: values.label ?? '', href: values.href ?? '' };
    case 'file':
      return { kind, fileId: Number(values.fileId), label: values.label ?? '' };
    case 'audio':
    case 'video':
      return { kind, fileId: Number(values.fileId), label: values.label ?? '', spans: spansOf(words) };
    case 'formula':
      return { kind, tex: values.tex ?? '', alt: values.alt ?? '' };
    case 'embed':
      return { kind, embed: values.embed ?? '', ref: values.ref ?? '' };
    default:
      throw platformErrors.invalidInput({}, { kind: 'invalid' });
  }
}

/** Words of which a translation is made; what is the same in every language is taken from the Indonesian side. */
const WORDS_OF: Record<string, readonly string[]> = {
  heading: ['text'],
  text: ['words'],
  list: ['words'],
  quote: ['words', 'source'],
  picture: ['alt', 'caption'],
  table: ['words', 'caption'],
  callout: ['words'],
  button: ['label'],
  file: ['label'],
  audio: ['label', 'words'],
  video: ['label', 'words'],
  formula: ['alt'],
};

/** The fields of a block of which a translation is made; of a gallery those of each of its pictures. */
function translatedIn(kind: string, values: BlockValues): readonly string[] {
  if (kind !== 'gallery') return WORDS_OF[kind] ?? [];
  const pictures = Object.keys(values).filter((name) => /^pictureId\d+$/.test(name));
  return pictures.flatMap((_, i) => [`alt${i}`, `caption${i}`]);
}

/**
 * A block with its English, as a form was filled in. A form of the Indonesian side alone brings nothing of the English one, which stays then;
 * one of both whose English is empty takes it away.
 */
export function pairOf(values: BlockValues): Pick<SavedBlock, 'body' | 'english'> {
  const kind = values.kind ?? '';
  const body = blockOf(kind, values);
  const names = translatedIn(kind, values);
  if (names.every((name) => values[ENGLISH + name] === undefined)) return { body };
  // of a picture that just came into a gallery there is no English yet
  const english = names.map((name): [string, string] => [name, (values[ENGLISH + name] ?? '').trim()]);
  if (english.every(([, words]) => words === '')) return { body, english: null };
  return { body, english: blockOf(kind, { ...values, ...Object.fromEntries(english) }) };
}

/** The English side of a form, empty where nothing is translated. */
function englishOf(block: Block, english: Block | null): BlockValues {
  const values = english === null ? {} : valuesOf(english);
  const names = translatedIn(block.kind, valuesOf(block));
  return Object.fromEntries(names.map((name) => [ENGLISH + name, values[name] ?? '']));
}

export const offeredPicture = ({ id, alt, files }: Picture): PictureChoice => ({
  id,
  alt,
  src: files.find(({ format }) => format === 'webp' || format === 'svg')?.href ?? '',
});

export const offeredFile = (file: WritingFile, locale: Locale): FileChoice => ({
  ...{ id: file.id, kind: file.kind, title: file.title, href: file.href },
  about: aboutFile(file, locale),
});

/** A block as the page asks for it while it is open. */
export const stateOf = (block: WrittenBlock, { zone, ctx }: { zone: string; ctx: Ctx }): BlockState => ({
  id: block.id,
  version: block.version,
  values: valuesOf(block.body),
  english: englishOf(block.body, block.english),
  inHandOf: block.inHandOf,
  changed: m.site_block_changed({ name: block.changedBy, time: formatTime(block.changedAt, zone, ctx.locale) }),
});

/** The blocks of a writing as the editor has them. */
export async function editedBlocks(
  ctx: Ctx,
  { blocks }: Pick<Writing, 'blocks'>,
  zone: string,
): Promise<EditedBlock[]> {
  const bodies = blocks.map(({ body }) => body);
  const { embeds, pictures, files } = await shownThings(ctx, bodies);
  return blocks.map((block) => {
    const { body } = block;
    const file = 'fileId' in body ? files.get(body.fileId) : undefined;
    const card = body.kind === 'embed' ? (embeds.get(body.embed)?.get(body.ref) ?? null) : null;
    return {
      ...stateOf(block, { zone, ctx }),
      kind: body.kind,
      file: file ? offeredFile(file, ctx.locale) : null,
      card: card && { title: card.title, lines: card.lines },
      pictures: pictureIdsIn([body]).flatMap((id) => {
        const picture = pictures.get(id);
        return picture ? [offeredPicture(picture)] : [];
      }),
    };
  });
}
