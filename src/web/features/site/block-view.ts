import type { MathNode } from '#modules/ground/content/client';

/** What pages show of a writing: prepared on the server, without anything that a reader could not have. */
export interface SpanView {
  text: string;
  bold: boolean;
  italic: boolean;
  href: string | null;
}

export interface SourceSet {
  type: string;
  /** `/gambar/… 480w, …` */
  srcset: string;
}

/** A picture with the files from which a browser chooses. */
export interface PictureView {
  alt: string;
  caption: string;
  credit: string;
  src: string;
  width: number;
  height: number;
  sources: SourceSet[];
  /** What stays in sight where it is cut, in quarters from left and top: 0 … 4. */
  focus: { x: number; y: number };
}

export interface CardView {
  title: string;
  href: string;
  lines: readonly string[];
  state: { kind: 'on' | 'wait' | 'off'; words: string } | null;
  picture: string | null;
}

/** Captions of a recording in one language. */
export interface TrackView {
  src: string;
  srclang: 'id' | 'en';
  label: string;
  isDefault: boolean;
}

/** A block as it is shown; `lang` where it is not in the language of the reader. */
export type BlockView = { key: string; lang: string | undefined } & (
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; spans: SpanView[] }
  | { kind: 'list'; ordered: boolean; items: SpanView[][] }
  | { kind: 'quote'; spans: SpanView[]; source: string }
  | { kind: 'pictures'; pictures: PictureView[] }
  | { kind: 'table'; head: string[]; rows: string[][]; caption: string }
  | { kind: 'callout'; warns: boolean; spans: SpanView[] }
  | { kind: 'button'; label: string; href: string }
  | { kind: 'file'; label: string; href: string; about: string }
  | {
      kind: 'recording';
      isVideo: boolean;
      label: string;
      src: string;
      type: string;
      /** Under this name it is saved. */
      fileName: string;
      tracks: TrackView[];
      /** What is said in it. */
      spans: SpanView[];
      /** Where the reader's browser cannot play it. */
      about: string;
    }
  /** A file that was removed for good. */
  | { kind: 'gone'; label: string }
  /** `isLong`: it may be wider than its page. */
  | { kind: 'formula'; math: MathNode; alt: string; isLong: boolean }
  | { kind: 'cards'; cards: CardView[] }
);
