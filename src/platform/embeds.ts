import type { Ctx } from './context.ts';

/** What a writing shows of a thing of a module, as it is when it is read. Words are in the language of whoever reads. */
export interface EmbedCard {
  readonly title: string;
  /** Of this site, without its language. */
  readonly href: string;
  /** Short lines below the title: author, day and place, hours. */
  readonly lines: readonly string[];
  /** A word on its state with its mark; null: none. */
  readonly state: { readonly kind: 'on' | 'wait' | 'off'; readonly words: string } | null;
  /** Address of a picture of this site; null: none. */
  readonly picture: string | null;
}

/**
 * A kind of thing that stands in writings (pages, news) as its reference alone: `record`, `programme`. A module contributes it (`embeds.ts`),
 * and whoever writes and shows knows none of them.
 */
export interface EmbedKind {
  readonly kind: string;
  /** What people call it. */
  readonly name: () => string;
  /** Things that whoever writes may mean by what they typed, the best first, a few. */
  choices(ctx: Ctx, asked: string): Promise<readonly { ref: string; words: string }[]>;
  /** Those of the references that this reader may see, by reference; what is gone or hidden is left out. */
  show(ctx: Ctx, refs: readonly string[]): Promise<ReadonlyMap<string, EmbedCard>>;
}

let given: readonly EmbedKind[] | undefined;

/** Called once by the entry point with what the modules contribute. */
export function provideEmbeds(kinds: readonly EmbedKind[]): void {
  given = kinds;
}

/** The kinds of things that can stand in a writing, in the order in which their modules build. */
export function embedKinds(): readonly EmbedKind[] {
  if (!given) throw new Error('embeds are not provided yet');
  return given;
}
