import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import type { StaffPlace, Waiting } from '#platform/places';
import { localDate, type LocalDate } from '#shared/dates';
import { countWaitingMails } from './data/mails.queries.ts';
import { countAlarms, countLateDuties, countNextSteps, countProspects } from './data/waiting.queries.ts';

/** What waits by a day of the network. */
const byDay =
  (count: (db: Db, zone: string, today: LocalDate) => Promise<Waiting>) =>
  async ({ db, clock }: Ctx): Promise<Waiting> => {
    const zone = await networkZone(db);
    return count(db, zone, localDate(clock.now(), zone));
  };

const may = 'partners.manage';

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
];
