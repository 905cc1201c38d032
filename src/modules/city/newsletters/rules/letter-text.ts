import type { Block, Span } from '#modules/ground/content/client';

/** A card of a thing of a module: a record, a programme. */
export interface LetterCard {
  title: string;
  href: string;
  lines: readonly string[];
}

/** A picture as mail programs fetch it. */
export interface LetterPicture {
  src: string;
  alt: string;
  /** Whole pixels. */
  width: number;
}

/** All that a letter says in one language, before it has a form. Addresses are whole. */
export interface LetterText {
  language: 'id' | 'en';
  subject: string;
  preheader: string;
  blocks: readonly Block[];
  pictures: ReadonlyMap<number, LetterPicture>;
  files: ReadonlyMap<number, { title: string; href: string }>;
  /** By `kind:reference`. */
  cards: ReadonlyMap<string, LetterCard>;
  /** Who writes: the network or a library, and where it is. */
  sender: { name: string; lines: readonly string[]; href: string };
  /** Where it can be read in a browser; null: nowhere. */
  archiveHref: string | null;
  /** Makes an address of a link whole, or one of our short links of it. */
  linkOf: (href: string) => string;
}

/** Stand where each receiver's own addresses come in. */
export const UNSUBSCRIBE = '%UNSUBSCRIBE%';
export const PREFERENCES = '%PREFERENCES%';

/** What every letter says by itself. */
export const LETTER_WORDS = {
  id: {
    open: 'Buka di peramban',
    why: 'Surat ini sampai kepada Anda karena Anda memilih kabar ini dan membenarkannya lewat surel.',
    preferences: 'Atur langganan',
    unsubscribe: 'Berhenti berlangganan',
    file: 'Unduh',
    listen: 'Dengarkan',
    watch: 'Tonton',
  },
  en: {
    open: 'Open in a browser',
    why: 'You receive this letter because you chose this news and confirmed it by e-mail.',
    preferences: 'Change what you receive',
    unsubscribe: 'Unsubscribe',
    file: 'Download',
    listen: 'Listen',
    watch: 'Watch',
  },
} as const;

/** What a link to a file or recording says. */
export function fileWords(
  { kind, label }: { kind: 'file' | 'audio' | 'video'; label: string },
  { language, title }: { language: 'id' | 'en'; title: string },
): string {
  const words = LETTER_WORDS[language];
  const verb = { file: words.file, audio: words.listen, video: words.watch }[kind];
  return `${verb}: ${label === '' ? title : label}`;
}

const spansIn = (block: Block): readonly Span[] => {
  if (block.kind === 'list') return block.items.flat();
  return 'spans' in block && block.kind !== 'audio' && block.kind !== 'video' ? block.spans : [];
};

/** Every link of a letter as it was written, with its words, in their order. */
export function linksIn({ blocks, cards, files, language }: LetterText): { href: string; label: string }[] {
  return blocks.flatMap((block): { href: string; label: string }[] => {
    if (block.kind === 'button') return [{ href: block.href, label: block.label }];
    if (block.kind === 'embed') {
      const card = cards.get(`${block.embed}:${block.ref}`);
      return card ? [{ href: card.href, label: card.title }] : [];
    }
    if (block.kind === 'file' || block.kind === 'audio' || block.kind === 'video') {
      const file = files.get(block.fileId);
      return file ? [{ href: file.href, label: fileWords(block, { language, title: file.title }) }] : [];
    }
    return spansIn(block).flatMap(({ href, text }) => (href === undefined ? [] : [{ href, label: text }]));
  });
}

/** The pictures of a letter, in their order. */
export const picturesIn = ({ blocks, pictures }: LetterText): { src: string; alt: string }[] =>
  blocks.flatMap((block) => {
    const shown = block.kind === 'picture' ? [block] : block.kind === 'gallery' ? block.pictures : [];
    return shown.flatMap(({ pictureId, alt }) => {
      const picture = pictures.get(pictureId);
      return picture ? [{ src: picture.src, alt: alt === '' ? picture.alt : alt }] : [];
    });
  });
