import { listPlans, programsWithPlans } from '#modules/community/ideas';
import { isBehind, openFollowUps, PLAN_STATUSES } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import type { PageAccess } from '#platform/rights/access';
import { localDate } from '#shared/dates';
import { planView, statusMark, statusWords } from '#web/features/ideas/plan-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'ideas.manage' };

const numberIn = (text: string | null): number | undefined =>
  text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

/** Plans of the programmes that one leads, by programme, library and state, with their figures. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const programId = numberIn(url.searchParams.get('kegiatan'));
  const libraryId = numberIn(url.searchParams.get('perpustakaan'));
  const status = PLAN_STATUSES.find((one) => one === url.searchParams.get('keadaan'));
  const [plans, programs, libraries] = await Promise.all([
    listPlans(ctx, { programId, libraryId, status }),
    programsWithPlans(ctx),
    listLibraries(ctx),
  ]);
  const views = plans.map((plan) => {
    const today = localDate(ctx.clock.now(), plan.library.timeZone);
    return { ...planView(plan, ctx), behind: isBehind(plan, today), waits: openFollowUps(plan, today) };
  });
  return {
    plans: views,
    chosen: { programId, libraryId, status },
    programs: programs.map(({ id, title }) => ({ value: id, label: title })),
    libraries: libraries.map(({ id, name }) => ({ value: id, label: name })),
    statuses: PLAN_STATUSES.map((value) => ({ value, label: statusWords(value) })),
    counts: PLAN_STATUSES.map((value) => ({
      value,
      label: statusWords(value),
      mark: statusMark(value),
      count: views.filter((plan) => plan.status === value).length,
    })),
  };
};
