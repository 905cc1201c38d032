import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import type { StaffPlace, Waiting } from '#platform/places';
import { addDays, instantAt, localDate, type LocalDate } from '#shared/dates';
import { countUnthanked } from './data/contributions.queries.ts';
import { THANKS_DAYS } from './rules/contribution.ts';
import { countWaitingMails } from './data/mails.queries.ts';
import {
  countAlarms,
  countFollowUps,
  countLateCommitments,
  countLateDuties,
  countNextSteps,
  countPagePosts,
  countProspects,
  countUntold,
  countUnwritten,
} from './data/waiting.queries.ts';

/** What waits by a day of the network. */
const byDay =
  (count: (db: Db, zone: string, today: LocalDate) => Promise<Waiting>) =>
  async ({ db, clock }: Ctx): Promise<Waiting> => {
    const zone = await networkZone(db);
    return count(db, zone, localDate(clock.now(), zone));
  };

const may = 'partners.manage';

/** What came and was not thanked for in time. */
async function unthanked({ db, clock }: Ctx, libraryIds: readonly number[] | null): Promise<Waiting> {
  const zone = await networkZone(db);
  const before = addDays(localDate(clock.now(), zone), -THANKS_DAYS);
  const { count, day } = await countUnthanked(db, libraryIds, before);
  return { count, since: day === null ? null : instantAt(day, 0, zone) };
}

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        ...{ may, says: m.partners_wait_prospects, does: m.work_do_look, href: '/staf/mitra?tampil=calon' },
        count: async ({ db }) => countProspects(db),
      },
      { may, says: m.partners_wait_steps, does: m.work_do_look, count: byDay(countNextSteps) },
      {
        ...{ may, says: m.partner_page_wait, does: m.work_do_look, href: '/staf/mitra/tautan' },
        count: async ({ db }) => countPagePosts(db),
      },
      {
        ...{ may, says: m.partner_mails_wait, does: m.work_do_look, href: '/staf/mitra/surel' },
        count: async ({ db }) => countWaitingMails(db),
      },
    ],
    href: '/staf/mitra',
    at: 'partners/partners',
    network: true,
    label: m.partners_title,
    words: ['partner', 'pemangku kepentingan', 'kerja sama', 'kontak', 'stakeholder', 'donatur'],
    acts: [{ href: '/staf/mitra/baru', label: m.partners_act_add, words: ['tambah mitra', 'mitra baru'] }],
  },
  {
    waits: [
      { may, says: m.agreements_wait_alarms, does: m.work_do_look, count: byDay(countAlarms) },
      {
        ...{
          may,
          says: m.agreements_wait_duties,
          does: m.work_do_look,
          href: '/staf/mitra/perjanjian?tampil=terlambat',
        },
        count: byDay(countLateDuties),
      },
    ],
    href: '/staf/mitra/perjanjian',
    at: 'partners/agreements',
    network: true,
    label: m.agreements_title,
    words: ['MoU', 'PKS', 'nota kesepahaman', 'perjanjian kerja sama', 'agreement'],
  },
  {
    waits: [
      {
        ...{ may, says: m.contributions_wait_thanks, does: m.contributions_wait_do },
        href: '/staf/mitra/sumbangan?tampil=belum',
        count: unthanked,
      },
    ],
    href: '/staf/mitra/sumbangan',
    at: 'partners/contributions',
    label: m.contributions_title,
    words: ['sumbangan', 'kontribusi', 'bantuan', 'tanda terima', 'donasi', 'sponsor', 'contribution'],
    acts: [
      {
        href: '/staf/mitra/sumbangan/baru',
        label: m.contributions_act_note,
        words: ['catat sumbangan', 'terima sumbangan'],
      },
    ],
  },
  {
    href: '/staf/mitra/peta',
    at: 'partners/partners',
    network: true,
    label: m.stakeholders_map,
    words: ['peta pemangku kepentingan', 'stakeholder map', 'pengaruh dan minat', 'mendekati mitra'],
  },
  {
    waits: [
      {
        ...{ may, says: m.stakeholders_wait_unwritten, does: m.work_do_look },
        ...{ href: '/staf/mitra/pertemuan?tampil=notulen', count: byDay(countUnwritten) },
      },
      {
        ...{ may, says: m.stakeholders_wait_late, does: m.work_do_look },
        ...{ href: '/staf/mitra/pertemuan?tampil=terlambat', count: byDay(countLateCommitments) },
      },
      {
        ...{ may, says: m.stakeholders_wait_follow, does: m.work_do_look },
        ...{ href: '/staf/mitra/pertemuan?tampil=lanjut', count: byDay(countFollowUps) },
      },
      {
        ...{ may, says: m.stakeholders_wait_untold, does: m.work_do_look, href: '/staf/mitra/pengingat' },
        count: async ({ db, clock }) => countUntold(db, clock.now()),
      },
    ],
    href: '/staf/mitra/pertemuan',
    at: 'partners/partners',
    network: true,
    label: m.stakeholders_meetings,
    words: ['rapat mitra', 'notulen', 'risalah', 'janji rapat', 'agenda rapat', 'meeting'],
  },
];
