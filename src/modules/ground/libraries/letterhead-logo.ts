import { z } from 'zod';
import { recordAudit } from '#modules/ground/audit';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { remakeLogo } from '#platform/papers/picture';
import { selectSettings, upsertSetting } from './data/settings.queries.ts';

/** Apart from the other settings, which are read with every page: it is some 50 kB. */
const KEY = 'letterheadLogo';
export const LOGO_MEGABYTES = 5;
const kept = z.object({ svg: z.string() });

/** The logo beside the kop of official papers, as SVG; empty: there is none. */
export async function letterheadLogo(db: Db | Tx): Promise<string> {
  const [row] = await selectSettings(db, [KEY]);
  const found = kept.safeParse(row?.value);
  return found.success ? found.data.svg : '';
}

/** The data of an official paper with the logo that `letter.typ` puts beside its kop. */
export const withLogo = async <T extends object>(db: Db | Tx, data: T): Promise<T & { logo: string }> => ({
  ...data,
  logo: await letterheadLogo(db),
});

/**
 * Puts a picture (JPEG, PNG, WebP; made anew) beside the kop of every official paper that is printed from now on; without one, takes it away.
 * Needs `settings.manage`. Refuses `platform.too_large`, `platform.not_acceptable_file` (`logo`).
 */
export async function setLetterheadLogo(ctx: Ctx, picture: Blob | null): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  const svg = picture ? await remakeLogo(new Uint8Array(await picture.arrayBuffer()), LOGO_MEGABYTES, 'logo') : '';
  await ctx.db.transaction().execute(async (trx) => {
    await upsertSetting(trx, KEY, { svg }, ctx.clock.now());
    await recordAudit(trx, ctx, {
      action: svg === '' ? 'letterhead_logo.removed' : 'letterhead_logo.set',
      entity: 'setting',
      entityId: KEY,
    });
  });
}
