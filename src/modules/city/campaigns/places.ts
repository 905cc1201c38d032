import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';
import { localDate } from '#shared/dates';
import { countSubmitted, countUnreported } from './data/waiting.queries.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        ...{ may: 'campaigns.approve', listed: 'campaigns.manage', says: m.campaigns_wait_approval },
        does: m.campaigns_wait_approval_do,
        href: '/staf/kabar/kampanye?tampil=disusun',
        count: async ({ db }, libraryIds) => countSubmitted(db, libraryIds),
      },
      {
        ...{ may: 'campaigns.manage', says: m.campaigns_wait_report, does: m.campaigns_wait_report_do },
        href: '/staf/kabar/kampanye?tampil=usai',
        count: async ({ db, clock }, libraryIds) => {
          const zone = await networkZone(db);
          return countUnreported(db, { libraryIds, zone, today: localDate(clock.now(), zone) });
        },
      },
    ],
    href: '/staf/kabar/kampanye',
    at: 'news/campaigns',
    network: true,
    label: m.campaigns_title,
    words: ['kampanye', 'promosi', 'gerakan', 'campaign', 'anggaran promosi', 'target'],
    acts: [
      { href: '/staf/kabar/kampanye/baru', label: m.campaigns_act_plan, words: ['kampanye baru', 'susun kampanye'] },
    ],
  },
];
