import { listVolunteers } from '#modules/city/volunteers';
import { ANSWER_DAYS, type VolunteerState } from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { PageAccess } from '#platform/rights/access';
import { formatDate } from '#shared/dates';
import { skillWords, stateWords } from '#web/features/volunteers/volunteer-words.server.ts';
import type { PageServerLoad } from './$types';

export const _access: PageAccess = { may: 'volunteers.manage' };

const PATH = '/staf/mitra/relawan';
const TABS: Readonly<Record<string, VolunteerState>> = {
  menunggu: 'offered',
  aktif: 'active',
  ditolak: 'declined',
  berhenti: 'left',
};
const ON_A_PAGE = 50;

export const load: PageServerLoad = async ({ locals: { ctx }, url }) => {
  const asked = url.searchParams.get('tampil') ?? '';
  const shown = Object.hasOwn(TABS, asked) ? asked : 'menunggu';
  const cursor = url.searchParams.get('setelah') ?? undefined;
  const page = await listVolunteers(
    ctx,
    { state: TABS[shown] ?? 'offered' },
    { limit: ON_A_PAGE, ...(cursor !== undefined && { cursor }) },
  );
  return {
    shown,
    lead: m.volunteers_staff_lead({ days: ANSWER_DAYS }),
    tabs: Object.entries(TABS).map(([key, state]) => ({
      ...{ key, label: stateWords(state), href: localizeHref(`${PATH}?tampil=${key}`) },
    })),
    tasksHref: localizeHref(`${PATH}/tugas`),
    doorHref: localizeHref(`${PATH}/hadir`),
    papersHref: localizeHref(`${PATH}/sertifikat`),
    incidentsHref: localizeHref(`${PATH}/catatan`),
    newsHref: localizeHref(`${PATH}/kabar`),
    next: page.next && localizeHref(`${PATH}?tampil=${shown}&setelah=${encodeURIComponent(page.next)}`),
    volunteers: page.data.map((one) => ({
      id: one.id,
      name: one.name || m.volunteers_nameless(),
      about: [one.library.name, skillWords(one.skills)].filter(Boolean).join(' · '),
      due: one.state === 'offered' ? m.volunteers_answer_by({ day: formatDate(one.answerBy, ctx.locale) }) : null,
      href: localizeHref(`${PATH}/${one.id}`),
    })),
  };
};
