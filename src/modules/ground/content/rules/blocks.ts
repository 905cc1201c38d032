/** A run of words of one kind. */
export interface Span {
  text: string;
  bold?: true;
  italic?: true;
  /** Of this site (`/kegiatan`), of the web, a mail address or a telephone: what {@link isSafeAddress} lets through. */
  href?: string;
}

/** A picture in a writing, with what it shows for who does not see it. */
export interface ShownPicture {
  pictureId: number;
  alt: string;
  caption: string;
}

/** A part of a writing: data, never HTML. */
export type Block =
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; spans: Span[] }
  | { kind: 'list'; ordered: boolean; items: Span[][] }
  | { kind: 'quote'; spans: Span[]; /** Who said it; empty: nobody is named. */ source: string }
  | ({ kind: 'picture' } & ShownPicture)
  | { kind: 'gallery'; pictures: ShownPicture[] }
  | { kind: 'table'; /** The first row says what stands below. */ head: boolean; rows: string[][]; caption: string }
  | { kind: 'callout'; tone: 'note' | 'warn'; spans: Span[] }
  | { kind: 'button'; label: string; href: string }
  /** Something to take along; without a label it is called by its title. */
  | { kind: 'file'; fileId: number; label: string }
  /** A recording; its spans are the transcript, for who does not hear it. */
  | { kind: 'audio' | 'video'; fileId: number; label: string; spans: Span[] }
  /** In LaTeX; `alt` is read aloud in its place. */
  | { kind: 'formula'; tex: string; alt: string }
  /** A thing of a module, by its kind and reference (`#platform/embeds`): shown as it is when it is read. */
  | { kind: 'embed'; embed: string; ref: string };
export type BlockKind = Block['kind'];

export const BLOCK_KINDS = [
  'text',
  'heading',
  'list',
  'quote',
  'picture',
  'gallery',
  'table',
  'callout',
  'button',
  'file',
  'audio',
  'video',
  'formula',
  'embed',
] as const satisfies readonly BlockKind[];

/** Letters of one block at most, and blocks of one writing. */
export const BLOCK_LENGTH = 20_000;
export const MOST_BLOCKS = 300;
/** Letters of a formula at most, as it is typed. */
export const FORMULA_LENGTH = 2000;

/**
 * Whether a link may lead there: to a page of this site, the web, a mail address or a telephone. An address that browsers read otherwise than
 * people (signs of control or of direction, back slashes, another scheme) is none.
 */
export function isSafeAddress(href: string): boolean {
  if (href.length > 1000 || /[\p{C}\s\\"<>`]/u.test(href)) return false;
  if (/^\/(?!\/)/.test(href) || /^#[\w-]+$/.test(href)) return true;
  if (/^mailto:[^@\s]+@[^@\s]+$/i.test(href) || /^tel:\+?[\d-]{3,20}$/i.test(href)) return true;
  return /^https?:\/\/[^/@]+(?:[/?#].*)?$/i.test(href) && URL.canParse(href);
}
