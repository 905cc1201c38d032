import { listManaged } from '#modules/community/programs';
import type { ProgramState } from '#modules/community/programs/client';
import type { PageAccess } from '#platform/rights/access';
import { canAnywhere } from '#platform/rights/authorize';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { programCard } from '#web/features/programs/parts/program-words.server.ts';
import { staffProgramPath } from '#web/features/programs/parts/staff-program.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: ['programs.manage', 'programs.attendance'] };

const TABS: Record<string, { states: readonly ProgramState[]; templates?: boolean; newestFirst?: boolean }> = {
  berjalan: { states: ['published', 'running'] },
  draf: { states: ['draft', 'review'] },
  selesai: { states: ['closed', 'archived', 'cancelled'], newestFirst: true },
  pola: { states: ['draft', 'review'], templates: true },
};

/** Programmes of the libraries where this account works, by what there is to do with them. */
export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const shown = TABS[url.searchParams.get('tampil') ?? ''] ? (url.searchParams.get('tampil') ?? '') : 'berjalan';
  const cursor = url.searchParams.get('lanjut') ?? undefined;
  const mayManage = canAnywhere(ctx.actor, 'programs.manage');
  const { data, next } = await listManaged(ctx, { ...TABS[shown], cursor, limit: 30 });
  const hrefOf = (tampil: string, more = ''): string => localizeHref(`/staf/kegiatan?tampil=${tampil}${more}`);
  return {
    shown,
    mayManage,
    tabs: [
      { key: 'berjalan', href: hrefOf('berjalan'), label: m.programs_tab_coming() },
      { key: 'draf', href: hrefOf('draf'), label: m.programs_tab_drafts() },
      { key: 'selesai', href: hrefOf('selesai'), label: m.programs_tab_past() },
      { key: 'pola', href: hrefOf('pola'), label: m.programs_tab_templates() },
    ],
    programs: data.map((program) => {
      const { confirmedCount, offeredCount, requestedCount, waitlistedCount, capacity } = program;
      return {
        ...programCard(program, ctx.locale),
        href: localizeHref(staffProgramPath(program.id)),
        people: capacity === null ? String(confirmedCount) : `${confirmedCount + offeredCount} / ${capacity}`,
        waiting: waitlistedCount,
        asked: mayManage ? requestedCount : 0,
      };
    }),
    next: next && hrefOf(shown, `&lanjut=${next}`),
  };
};
