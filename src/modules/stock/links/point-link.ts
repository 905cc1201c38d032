import { randomInt } from 'node:crypto';
import { findBox } from '#modules/lending/bulk-loans';
import { findItemByBarcode, getBib } from '#modules/collection/catalog';
import { getLibraryByCode, getSpace } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import type { TargetColumns } from './data/links.queries.ts';
import { linkErrors } from './errors.ts';
import { makeCode } from './rules/code.ts';
import { linkTarget, type LinkTarget } from './schema.ts';

export const newCode = (): string => makeCode((max) => randomInt(max));

/** Finds what a link shall lead to. Throws `links.unknown_target`. */
export async function resolveTarget(ctx: Ctx, input: LinkTarget): Promise<TargetColumns> {
  const { kind, target } = parseInput(linkTarget, input);
  try {
    switch (kind) {
      case 'item': {
        const item = await findItemByBarcode(ctx.db, target);
        if (!item) break;
        return { kind, itemId: item.id };
      }
      case 'bib':
        return { kind, bibId: (await getBib(ctx, Number(target))).id };
      case 'space':
        return { kind, spaceId: (await getSpace(ctx, Number(target))).id };
      case 'box':
        return { kind, address: `/kotak/${(await findBox(ctx, target)).code}` };
      case 'library':
        return { kind, targetLibraryId: (await getLibraryByCode(ctx, target.toUpperCase())).id };
      case 'poster':
      case 'address':
        return { kind, address: target };
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error;
  }
  throw linkErrors.unknownTarget({ target }, { target: 'unknown' });
}
