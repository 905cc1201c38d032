import { m } from '#i18n/messages';
import { WORKPLACES, type Label, type StaffPlace, type StaffTab, type Workplace } from '#platform/places';
import type { IconName } from '#web/kit/parts/icons.ts';

/** How the workplaces are called and drawn. `gap`: a little space before it, where another kind of work begins. */
export const WORKPLACE_LOOKS: Record<Workplace, { label: Label; icon: IconName; gap?: true }> = {
  today: { label: m.work_today, icon: 'fajar' },
  desk: { label: m.work_desk, icon: 'meja', gap: true },
  members: { label: m.work_members, icon: 'orang' },
  collection: { label: m.work_collection, icon: 'buku' },
  programs: { label: m.work_programs, icon: 'kalender', gap: true },
  learning: { label: m.work_learning, icon: 'belajar' },
  news: { label: m.work_news, icon: 'toa' },
  service: { label: m.work_service, icon: 'pesan' },
  partners: { label: m.partners_work, icon: 'mitra' },
  reports: { label: m.work_reports, icon: 'grafik', gap: true },
  settings: { label: m.work_settings, icon: 'roda' },
};

/** How the tabs are called: several pages stand in most. */
export const TAB_NAMES: Record<StaffTab, Label> = {
  'desk/circulation': m.work_tab_circulation,
  'desk/holds': m.work_tab_holds,
  'desk/overdue': m.work_tab_overdue,
  'desk/visits': m.work_tab_visits,
  'desk/rooms': m.work_tab_rooms,
  'desk/cash': m.work_tab_cash,
  'desk/bulk': m.work_tab_bulk,
  'members/members': m.work_tab_members,
  'members/applicants': m.work_tab_applicants,
  'members/classes': m.work_tab_classes,
  'members/letters': m.work_tab_letters,
  'members/notices': m.work_tab_notices,
  'members/privacy': m.work_tab_privacy,
  'collection/catalog': m.work_tab_catalog,
  'collection/acquisition': m.work_tab_acquisition,
  'collection/serials': m.work_tab_serials,
  'collection/stocktake': m.work_tab_stocktake,
  'collection/printing': m.work_tab_printing,
  'collection/transfer': m.work_tab_transfer,
  'programs/programs': m.work_tab_programs,
  'programs/proposals': m.work_tab_proposals,
  'programs/boards': m.work_tab_boards,
  'programs/questionnaires': m.work_tab_questionnaires,
  'programs/plans': m.work_tab_plans,
  'programs/certificates': m.work_tab_certificates,
  'learning/courses': m.work_tab_courses,
  'learning/classes': m.teach_work_tab,
  'learning/competences': m.work_tab_competences,
  'learning/study-hours': m.study_hours_tab,
  'news/calendar': m.work_tab_calendar,
  'news/news': m.work_tab_news,
  'news/campaigns': m.work_tab_campaigns,
  'news/posts': m.work_tab_posts,
  'news/letters': m.work_tab_newsletters,
  'news/site': m.work_tab_site,
  'news/collections': m.collections_title,
  'news/posters': m.posters_tab,
  'news/links': m.work_tab_links,
  'service/enquiries': m.work_tab_enquiries,
  'service/complaints': m.work_tab_complaints,
  'service/answers': m.work_tab_answers,
  'service/satisfaction': m.satisfaction_title,
  'service/reviews': m.work_tab_reviews,
  'service/promises': m.work_tab_promises,
  'partners/partners': m.partners_title,
  'partners/agreements': m.agreements_title,
  'partners/contributions': m.contributions_title,
  'partners/volunteers': m.volunteers_tab,
  'reports/dashboard': m.work_tab_dashboard,
  'reports/shelf': m.work_tab_shelf,
  'reports/national': m.methods_title,
  'reports/trace': m.work_tab_trace,
  'settings/libraries': m.work_tab_libraries,
  'settings/policies': m.work_tab_policies,
  'settings/staff': m.work_tab_staff,
  'settings/network': m.work_tab_network,
  'settings/system': m.work_tab_system,
};

/** The name of the workplace of a place. */
export function workplaceOf({ at }: Pick<StaffPlace, 'at'>): string {
  const key = WORKPLACES.find((workplace) => at.startsWith(`${workplace}/`));
  return key ? WORKPLACE_LOOKS[key].label() : '';
}
