import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { FirstStepKey } from '#platform/places';
import { lockSetting } from './data/settings.queries.ts';
import { getSetting, saveSettings, type Settings } from './settings.ts';

type Kept = Settings['firstSteps'];

/** Whoever changes them at the same time waits: what both wanted stands afterwards. */
async function change(ctx: Ctx, changed: (kept: Kept) => Kept): Promise<void> {
  authorize(ctx, 'settings.manage', null);
  await ctx.db.transaction().execute(async (trx) => {
    await lockSetting(trx, 'firstSteps');
    await saveSettings(trx, ctx, { firstSteps: changed(await getSetting(trx, 'firstSteps')) });
  });
}

/** Puts a first step off, or takes it up again. Needs `settings.manage` for the network. */
export const putOffStep = async (ctx: Ctx, key: FirstStepKey, off: boolean): Promise<void> =>
  change(ctx, ({ later, ...kept }) => {
    const others = later.filter((one) => one !== key);
    return { ...kept, later: off ? [...others, key] : others };
  });

/** Whether the first page leads through the first steps. Needs `settings.manage` for the network. */
export const hideFirstSteps = async (ctx: Ctx, hidden: boolean): Promise<void> =>
  change(ctx, (kept) => ({ ...kept, hidden }));
