import { changedParts, recordAudit } from '#modules/ground/audit';
import { getLibrary } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { parseInput } from '#platform/requests/parse-input';
import { deleteLayout, findLayout, upsertLayout } from './data/batches.queries.ts';
import { linesFor } from './lines.ts';
import { DEFAULT_LAYOUTS, type Layout, type PrintKind } from './rules/layout.ts';
import { layoutInput } from './schema.ts';

/** How a library prints a kind of label: what it has set, or the usual. */
export async function layoutOf(db: Db | Tx, libraryId: number, kind: PrintKind): Promise<Layout> {
  const own = layoutInput.safeParse(await findLayout(db, libraryId, kind));
  return own.success ? own.data : DEFAULT_LAYOUTS[kind];
}

/** The layout of a library. Needs `printing.print` there. */
export async function getLayout(ctx: Ctx, libraryId: number, kind: PrintKind): Promise<Layout> {
  authorize(ctx, 'printing.print', libraryId);
  return layoutOf(ctx.db, libraryId, kind);
}

/** A layout that was entered, checked: its labels lie on the paper. Lines that a kind does not have are left out. */
export function checkLayout(kind: PrintKind, input: unknown): Layout {
  const layout = parseInput(layoutInput, input);
  const known = linesFor(kind);
  return { ...layout, lines: layout.lines.filter((line) => known.includes(line)) };
}

/**
 * Sets how a library prints a kind of label; batches that were made before keep theirs. Needs `printing.layouts` there.
 * @param input millimetres and points; null = the usual again
 */
export async function saveLayout(ctx: Ctx, libraryId: number, kind: PrintKind, input: unknown): Promise<Layout> {
  authorize(ctx, 'printing.layouts', libraryId);
  await getLibrary(ctx, libraryId);
  const layout = input === null ? DEFAULT_LAYOUTS[kind] : checkLayout(kind, input);
  return ctx.db.transaction().execute(async (trx) => {
    const before = await layoutOf(trx, libraryId, kind);
    await (input === null
      ? deleteLayout(trx, libraryId, kind)
      : upsertLayout(trx, { libraryId, kind, layout, updatedAt: ctx.clock.now() }));
    await recordAudit(trx, ctx, {
      action: 'print_layout.changed',
      entity: 'print_layout',
      entityId: `${libraryId}/${kind}`,
      libraryId,
      ...changedParts(before, layout),
    });
    return layout;
  });
}
