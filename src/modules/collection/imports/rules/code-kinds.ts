/** Kinds of codes of another system that mean something of ours. */
export const CODE_KINDS = ['library', 'item_type', 'category'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** What people say that a code of another system means: the code of a library, an item type or a category of ours. */
export interface CodeMeaning {
  kind: CodeKind;
  code: string;
  means: string;
}

/** Longer ones are no codes; so much of them is kept and compared. */
export const LONGEST_CODE = 60;

/** A code as it is kept and compared. */
export const keptCode = (code: string): string =>
  code.replaceAll('\0', '').trim().slice(0, LONGEST_CODE).toWellFormed();
