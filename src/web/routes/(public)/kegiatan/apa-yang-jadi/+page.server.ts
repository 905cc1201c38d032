import { listPublicPlans, programsWithPlans } from '#modules/ideas';
import { PLAN_STATUSES } from '#modules/ideas/client';
import { localizeHref } from '#i18n/runtime';
import { planView, statusMark, statusWords } from '#web/ideas/plan-words.server.ts';
import type { PageServerLoad } from './$types';

const PATH = '/kegiatan/apa-yang-jadi';
const ORDER = ['done', 'in_progress', 'committed', 'stopped'] as const;

/** What got done, by library. `?kegiatan=` of one programme. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = Number(url.searchParams.get('kegiatan') ?? '');
  const programs = await programsWithPlans(ctx);
  const program = programs.find(({ id }) => id === asked) ?? null;
  const plans = (await listPublicPlans(ctx, { programId: program?.id })).map((plan) => planView(plan, ctx));
  const libraries = [...new Map(plans.map((plan) => [plan.libraryId, plan.library]))].map(([id, name]) => {
    const of = plans.filter(({ libraryId }) => libraryId === id);
    const best = ORDER.find((status) => of.some((plan) => plan.status === status)) ?? 'committed';
    return {
      id,
      name,
      href: `#r-${of[0]?.id ?? 0}`,
      state: statusWords(best),
      mark: statusMark(best),
      count: of.length,
    };
  });
  return {
    program: program?.title ?? null,
    programs: programs.map(({ id, title }) => ({ id, title, href: localizeHref(`${PATH}?kegiatan=${id}`) })),
    allHref: localizeHref(PATH),
    counts: PLAN_STATUSES.filter((status) => status !== 'proposed').map((status) => ({
      status,
      label: statusWords(status),
      mark: statusMark(status),
      count: plans.filter((plan) => plan.status === status).length,
    })),
    libraries,
    plans,
    done: plans.filter(({ status }) => status === 'done').length,
  };
};
