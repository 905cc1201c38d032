import type { Ctx } from './context.ts';
import type { LocalDate } from '#shared/dates';

/** What a page of staff is about, by the id of its row; `round`: a survey of some days at some libraries (null: at all). */
export type PanelPage =
  | { page: 'bib' | 'program' | 'library'; id: number }
  /** Where what people miss becomes something: the draft of the next edition, the queue of suggestions to buy, questions and answers. */
  | { page: 'next_edition' | 'suggestions' | 'answers' }
  | { page: 'round'; from: LocalDate; to: LocalDate; libraryIds: readonly number[] | null };

/** What a module shows on a page of another. Words are in the language of whoever reads. */
export interface PanelPart {
  /** Beside what of the page it stands: `U3`; null: on its own. */
  readonly beside: string | null;
  readonly title: string;
  /** The newest first. `href`: of this site, without its language. */
  readonly lines: readonly { readonly words: string; readonly note: string; readonly href: string }[];
}

/**
 * A part that a module shows on pages of modules that know nothing of it (`panels.ts`). It shows only what whoever reads may see there, and
 * nothing where there is nothing to show.
 */
export interface Panel {
  readonly on: readonly PanelPage['page'][];
  show(ctx: Ctx, page: PanelPage): Promise<readonly PanelPart[]>;
}

let given: readonly Panel[] | undefined;

/** Called once by the entry point with what the modules contribute. */
export function providePanels(panels: readonly Panel[]): void {
  given = panels;
}

/** What modules show on a page, in the order in which they build. */
export async function panelsOn(ctx: Ctx, page: PanelPage): Promise<PanelPart[]> {
  if (!given) throw new Error('panels are not provided yet');
  const parts: PanelPart[] = [];
  // one after another: a page takes no more than one connection
  for (const panel of given) if (panel.on.includes(page.page)) parts.push(...(await panel.show(ctx, page)));
  return parts;
}
