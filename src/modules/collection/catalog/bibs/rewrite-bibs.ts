import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { MarcRecord } from '#shared/marc/record';
import { recordAudits } from '#modules/ground/audit';
import { lockBibsOfAuthority } from '../data/bib-links.queries.ts';
import { updateBibs } from '../data/bib-rows.queries.ts';
import { linkHeadings } from '../authorities/link-headings.ts';
import { bibColumns } from '../rules/bib-columns.ts';
import { changedLines } from '../rules/changed-lines.ts';
import { rewriteHeading, type HeadingRewrite } from '../rules/rewrite-heading.ts';

const BATCH = 500;

/**
 * Rewrites a heading in all records that are linked to `linkedTo`, in batches of the same transaction, with a trace for each
 * record. @returns how many records changed
 */
export async function rewriteBibs(trx: Tx, ctx: Ctx, linkedTo: number, rewrite: HeadingRewrite): Promise<number> {
  let afterId = 0;
  let changed = 0;
  for (;;) {
    const bibs = await lockBibsOfAuthority(trx, linkedTo, afterId, BATCH);
    const last = bibs.at(-1);
    if (!last) return changed;
    afterId = last.id;
    const rewritten: { id: number; before: MarcRecord; marc: MarcRecord }[] = [];
    for (const bib of bibs) {
      const marc = rewriteHeading(bib.marc, rewrite);
      if (marc) rewritten.push({ id: bib.id, before: bib.marc, marc });
    }
    await updateBibs(
      trx,
      rewritten.map(({ id, marc }) => ({ id, ...bibColumns(marc) })),
      ctx.clock.now(),
    );
    await linkHeadings(
      trx,
      bibs.map((bib) => ({ id: bib.id, marc: rewritten.find((one) => one.id === bib.id)?.marc ?? bib.marc })),
      false,
    );
    await recordAudits(
      trx,
      ctx,
      rewritten.map(({ id, before, marc }) => {
        const lines = changedLines(before, marc);
        return {
          action: 'bib.heading_rewritten',
          entity: 'bib',
          entityId: id,
          before: { marc: lines.removed },
          after: { marc: lines.added },
        };
      }),
    );
    changed += rewritten.length;
  }
}
