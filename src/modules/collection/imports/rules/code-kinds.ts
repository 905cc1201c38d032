/** Kinds of codes of another system that mean something of ours. */
export const CODE_KINDS = ['library', 'item_type', 'category'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** What people say that a code of another system means: the code of a library, an item type or a category of ours. */
export interface CodeMeaning {
  kind: CodeKind;
  code: string;
  means: string;
}
