/** What pages may know about writings: fixed lists, types and rules, safe for the browser. */
import type { Block } from './rules/blocks.ts';
import type { FileKind } from './rules/file-kinds.ts';
import type { PictureFormat } from './rules/picture-formats.ts';

export {
  BLOCK_KINDS,
  isSafeAddress,
  type Block,
  type BlockKind,
  type ShownPicture,
  type Span,
} from './rules/blocks.ts';

export {
  CAPTIONS_LENGTH,
  FILE_EXTENSIONS,
  FILE_KINDS,
  FILE_MEDIA_TYPES,
  FILE_MEGABYTES,
  type FileKind,
} from './rules/file-kinds.ts';
export { COMMENT_LENGTH } from './rules/comment-bounds.ts';
export type { MathNode } from './rules/formula.ts';

/** So long a block is in the hand of whoever writes in it, in seconds; a page that is open asks for it anew in between. */
export const LEASE_SECONDS = 60;
/** What a picture may have at most, in megabytes of 1024 × 1024 bytes. */
export const PICTURE_MEGABYTES = 15;

/** A block of a writing as whoever writes has it. */
export interface WrittenBlock {
  id: number;
  body: Block;
  /** The same in English; null: not translated. */
  english: Block | null;
  version: number;
  changedAt: Date;
  changedBy: string;
  /** Who has it in hand beside the reader; null: nobody. */
  inHandOf: string | null;
}

/** A writing as it stands, for whoever writes. */
export interface Writing {
  id: number;
  /** Goes up with every change of any block. */
  revision: number;
  blocks: WrittenBlock[];
}

/** A block of a version. */
export interface KeptBlock {
  body: Block;
  english: Block | null;
}

/** A block with the language in which it is. */
export interface ShownBlock {
  block: Block;
  language: 'id' | 'en';
}

/** A version in a list. */
export interface VersionLine {
  id: number;
  number: number;
  revision: number;
  madeAt: Date;
  madeBy: string;
}

/** What somebody said of a part of a writing, or answered. */
export interface CommentAnswer {
  id: number;
  authorId: number | null;
  /** Null: the account is no more. */
  author: string | null;
  words: string;
  at: Date;
}

/** A comment at a part, with what was answered. */
export interface CommentThread extends CommentAnswer {
  blockId: number;
  /** How the part could be instead; null: nothing is suggested. */
  suggestion: Block | null;
  /** The part is another than that against which it was suggested. */
  isOutdated: boolean;
  settledAt: Date | null;
  settledBy: string;
  answers: CommentAnswer[];
}

/** One file of a picture. `width` × `height` in pixels; `href` of this site. */
export interface PictureFile {
  format: PictureFormat;
  width: number;
  height: number;
  href: string;
}

/** A picture with the files from which a browser chooses. */
export interface Picture {
  id: number;
  libraryId: number | null;
  /** What it shows, in the words of who brought it. */
  alt: string;
  credit: string;
  width: number;
  height: number;
  /** What stays in sight where it is cut: hundredths from left and top. */
  focusX: number;
  focusY: number;
  version: number;
  files: PictureFile[];
}

/** A document to take along, or a recording. */
export interface WritingFile {
  id: number;
  libraryId: number | null;
  kind: FileKind;
  mediaType: string;
  /** Of its kind: `pdf`, `mp4`. */
  extension: string;
  title: string;
  /** Under this name it is saved. */
  fileName: string;
  sizeBytes: number;
  version: number;
  /** False: it can be chosen no longer, and stands where it stood. */
  isOffered: boolean;
  href: string;
  /** Where the captions of a recording are, by language; null: there are none. */
  captions: { id: string | null; en: string | null };
}
