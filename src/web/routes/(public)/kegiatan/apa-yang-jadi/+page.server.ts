import { listPublicPlans, programsWithPlans } from '#modules/community/ideas';
import { PLAN_STATUSES } from '#modules/community/ideas/client';
import { listLibraries } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import type { LibraryTile } from '#web/features/libraries/parts/library-tiles.ts';
import { placeName } from '#web/features/libraries/parts/place-name.ts';
import { tilePlaces } from '#web/features/libraries/parts/tile-places.ts';
import { planView, statusMark, statusWords } from '#web/features/ideas/plan-words.server.ts';
import { idAsked } from '#web/kit/form/read-fields.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = 'public';

const PATH = '/kegiatan/apa-yang-jadi';
const ORDER = ['done', 'in_progress', 'committed', 'stopped'] as const;

/** What got done, by library. `?kegiatan=` of one programme. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = idAsked(url.searchParams.get('kegiatan'));
  const programs = await programsWithPlans(ctx);
  const program = programs.find(({ id }) => id === asked) ?? null;
  const plans = (await listPublicPlans(ctx, { programId: program?.id })).map((plan) => planView(plan, ctx));
  const known = await listLibraries(ctx, { active: true });
  const places = tilePlaces(known);
  const byId = new Map(known.map((library) => [library.id, library]));
  const tiles = [...new Map(plans.map((plan) => [plan.libraryId, plan.library]))].map(([id, name]): LibraryTile => {
    const of = plans.filter(({ libraryId }) => libraryId === id);
    const best = ORDER.find((status) => of.some((plan) => plan.status === status)) ?? 'committed';
    const library = byId.get(id);
    return {
      id,
      name: library ? placeName(library) : name,
      href: `#r-${of[0]?.id ?? 0}`,
      mark: statusMark(best),
      words: statusWords(best),
      more: of.length > 1 ? m.plans_count({ count: of.length }) : '',
      main: library?.type === 'pusat',
      chosen: false,
      place: places.get(id) ?? null,
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
    tiles,
    plans,
    done: plans.filter(({ status }) => status === 'done').length,
  };
};
