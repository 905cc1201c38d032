import type { BlockKind, FileKind } from '#modules/ground/content/client';

/** What the form of a block shows, by the names of its fields. */
export type BlockValues = Record<string, string>;

/** A picture that can be chosen. */
export interface PictureChoice {
  id: number;
  alt: string;
  src: string;
}

/** A document or a recording that can be chosen. */
export interface FileChoice {
  id: number;
  kind: FileKind;
  title: string;
  /** `PDF, 1,2 MB`. */
  about: string;
  href: string;
}

/** A block as the editor has it. */
export interface EditedBlock {
  id: number;
  kind: BlockKind;
  version: number;
  values: BlockValues;
  english: BlockValues;
  /** Who else has it in hand; null: nobody. */
  inHandOf: string | null;
  changed: string;
  /** How the thing of a module looks now; null: it is none, or gone. */
  card: { title: string; lines: readonly string[] } | null;
  pictures: PictureChoice[];
  /** What is taken along or played there; null: nothing, or it is gone. */
  file: FileChoice | null;
}

/** Things of a page's own that stand in its writing: the kind of embed, and what one of a reference is called. */
export interface OwnThings {
  embed: string;
  name: (ref: string) => string;
}

/** The same as the page asks for it while it is open. */
export type BlockState = Pick<EditedBlock, 'id' | 'version' | 'values' | 'english' | 'inHandOf' | 'changed'>;

export const isBlockState = (value: unknown): value is BlockState =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'number' &&
  'version' in value &&
  typeof value.version === 'number' &&
  'values' in value &&
  typeof value.values === 'object';
