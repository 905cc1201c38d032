import type { Ctx } from '#platform/context';
import { panelsOn, type PanelPage } from '#platform/panels';
import { localizeHref } from '#i18n/runtime';

/** What other modules show on a page of staff, with the addresses of the language that is read. */
export const panelsOf = async (ctx: Ctx, page: PanelPage) =>
  (await panelsOn(ctx, page)).map(({ beside, title, lines }) => ({
    ...{ beside, title },
    lines: lines.map((line) => ({ ...line, href: localizeHref(line.href) })),
  }));

export type PanelView = Awaited<ReturnType<typeof panelsOf>>[number];
