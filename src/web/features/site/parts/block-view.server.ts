import type { PublicPage } from '#modules/city/site/client';
import { readFormula, sizeOfMath } from '#modules/ground/content';
import type {
  Block,
  MathNode,
  Picture,
  ShownBlock,
  ShownPicture,
  Span,
  WritingFile,
} from '#modules/ground/content/client';
import type { Locale } from '#platform/context';
import type { EmbedCard } from '#platform/embeds';
import { localizeHref } from '#i18n/runtime';
import { m } from '#i18n/messages';
import type { BlockView, CardView, PictureView, SourceSet, SpanView, TrackView } from '../block-view.ts';
import { fileSize } from '../file-size.ts';

/** An address as the page of a reader has it: of this site in their language. Files of this site have none. */
export const addressFor = (href: string): string =>
  href.startsWith('/') && !/^\/(?:gambar|berkas|sampul|lampiran|q)\//.test(href) ? localizeHref(href) : href;

const spanView = ({ text, bold, italic, href }: Span): SpanView => ({
  text,
  bold: bold === true,
  italic: italic === true,
  href: href === undefined ? null : addressFor(href),
});

const TYPES = { avif: 'image/avif', webp: 'image/webp' } as const;

/** A picture for a page. @param said in place of its own words: what it shows there, and what stands below it */
export function pictureView(
  picture: Picture,
  said: Partial<Pick<ShownPicture, 'alt' | 'caption'>> = {},
): PictureView | null {
  // a drawing is shown as it is
  const plain =
    picture.files.find(({ format }) => format === 'svg') ?? picture.files.find(({ format }) => format === 'jpeg');
  if (!plain) return null;
  const sources = (['avif', 'webp'] as const).map((format): SourceSet => ({
    type: TYPES[format],
    srcset: picture.files
      .filter((file) => file.format === format)
      .map(({ href, width }) => `${href} ${width}w`)
      .join(', '),
  }));
  return {
    alt: said.alt === undefined || said.alt === '' ? picture.alt : said.alt,
    caption: said.caption ?? '',
    credit: picture.credit,
    src: plain.href,
    width: plain.width,
    height: plain.height,
    sources: sources.filter(({ srcset }) => srcset !== ''),
    focus: { x: Math.round(picture.focusX / 25), y: Math.round(picture.focusY / 25) },
  };
}

const cardView = ({ href, ...card }: EmbedCard): CardView => ({ ...card, href: localizeHref(href) });

/** What it is and how large: `PDF, 1,2 MB`. */
export const aboutFile = ({ extension, sizeBytes }: WritingFile, locale: Locale): string =>
  m.site_file_about({ kind: extension.toUpperCase(), size: fileSize(sizeBytes, locale) });

/** Captions of a recording, those of the reader's language first and shown from the beginning. */
function tracksOf({ captions }: WritingFile, locale: Locale): TrackView[] {
  const labels = { id: m.site_captions_id, en: m.site_captions_en };
  const tracks = (locale === 'en' ? (['en', 'id'] as const) : (['id', 'en'] as const)).flatMap((srclang) => {
    const src = captions[srclang];
    return src === null ? [] : [{ src, srclang, label: labels[srclang]() }];
  });
  return tracks.map((track, i) => ({ ...track, isDefault: i === 0 }));
}

/** What is taken along or played; of what is gone its readers are told, where it had a name. */
function fileViews(block: Extract<Block, { fileId: number }>, { files }: Shown, locale: Locale): BlockView[] {
  const file = files.get(block.fileId);
  if (file === undefined && block.label !== '')
    return [{ key: '', lang: undefined, kind: 'gone', label: m.site_file_no_longer({ label: block.label }) }];
  if (file?.kind !== block.kind) return [];
  const said = { key: '', lang: undefined, label: block.label || file.title, about: aboutFile(file, locale) };
  if (block.kind === 'file') return [{ ...said, kind: 'file', href: file.href }];
  return [
    {
      ...{ ...said, kind: 'recording', isVideo: block.kind === 'video', src: file.href, type: file.mediaType },
      fileName: file.fileName,
      ...{ tracks: tracksOf(file, locale), spans: block.spans.map(spanView) },
    },
  ];
}

/** Formulas of fewer elements and words fit on a telephone. */
const SHORT_MATH = 24;
/** All formulas of a page hold so many at most; those that follow are shown as they were typed. */
const MOST_MATH = 6000;

const formulaView = (math: MathNode, alt: string): BlockView => ({
  ...{ key: '', lang: undefined, kind: 'formula', math, alt },
  isLong: sizeOfMath(math) >= SHORT_MATH,
});

/** What is needed to show blocks. */
export type Shown = Pick<PublicPage, 'pictures' | 'files' | 'embeds'>;

function viewOf(block: Block, shown: Shown, locale: Locale): BlockView[] {
  const { pictures, embeds } = shown;
  const base = { key: '', lang: undefined };
  const pictureOf = (said: ShownPicture): PictureView[] => {
    const picture = pictures.get(said.pictureId);
    const view = picture && pictureView(picture, said);
    return view ? [view] : [];
  };
  switch (block.kind) {
    case 'heading':
      return block.text === '' ? [] : [{ ...base, kind: 'heading', level: block.level, text: block.text }];
    case 'text':
    case 'quote':
    case 'callout': {
      const spans = block.spans.map(spanView);
      if (spans.length === 0) return [];
      if (block.kind === 'text') return [{ ...base, kind: 'text', spans }];
      return block.kind === 'quote'
        ? [{ ...base, kind: 'quote', spans, source: block.source }]
        : [{ ...base, kind: 'callout', warns: block.tone === 'warn', spans }];
    }
    case 'list':
      return [{ ...base, kind: 'list', ordered: block.ordered, items: block.items.map((item) => item.map(spanView)) }];
    case 'picture':
    case 'gallery': {
      const views = (block.kind === 'picture' ? [block] : block.pictures).flatMap(pictureOf);
      return views.length === 0 ? [] : [{ ...base, kind: 'pictures', pictures: views }];
    }
    case 'table': {
      const [first = [], ...rest] = block.rows;
      const [head, rows] = block.head ? [first, rest] : [[], block.rows];
      return [{ ...base, kind: 'table', head, rows, caption: block.caption }];
    }
    case 'button':
      return [{ ...base, kind: 'button', label: block.label, href: addressFor(block.href) }];
    case 'file':
    case 'audio':
    case 'video':
      return fileViews(block, shown, locale);
    case 'formula': {
      const read = readFormula(block.tex);
      return 'math' in read && read.math ? [formulaView(read.math, block.alt)] : [];
    }
    case 'embed': {
      const card = embeds.get(block.embed)?.get(block.ref);
      return card ? [{ ...base, kind: 'cards', cards: [cardView(card)] }] : [];
    }
  }
}

const typedFormula = (tex: string): BlockView => ({
  ...{ key: '', lang: undefined, kind: 'text' },
  spans: [spanView({ text: tex })],
});

/** Blocks as a page shows them: cards that follow each other stand in one list. */
export function blockViews(blocks: readonly ShownBlock[], shown: Shown, locale: Locale): BlockView[] {
  const views: BlockView[] = [];
  let left = MOST_MATH;
  for (const [i, { block, language }] of blocks.entries()) {
    for (const drawn of viewOf(block, shown, locale)) {
      if (drawn.kind === 'formula') left -= sizeOfMath(drawn.math);
      const view = left < 0 && block.kind === 'formula' ? typedFormula(block.tex) : drawn;
      const last = views.at(-1);
      if (view.kind === 'cards' && last?.kind === 'cards') last.cards.push(...view.cards);
      else views.push({ ...view, key: String(i), lang: language === locale ? undefined : language });
    }
  }
  return views;
}
