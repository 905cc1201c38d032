import { m } from '#i18n/messages';
import type { AccountPlace, StaffPlace } from '#platform/places';
import { countUnanswered } from './data/queue.queries.ts';
import { COMPLAINT_KINDS, ENQUIRY_KINDS } from './rules/states.ts';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [
      {
        may: 'enquiries.answer',
        says: m.service_waits_enquiries,
        does: m.work_do_answer,
        count: async ({ db }, libraryIds) => countUnanswered(db, ENQUIRY_KINDS, libraryIds),
      },
    ],
    href: '/staf/layanan',
    at: 'service/enquiries',
    label: m.service_title_enquiries,
    words: ['tanya pustakawan', 'ask a librarian', 'saran', 'pujian', 'jawab pertanyaan', 'layanan rujukan', 'tiket'],
  },
  {
    waits: [
      {
        may: 'complaints.answer',
        says: m.service_waits_complaints,
        does: m.work_do_answer,
        count: async ({ db }, libraryIds) => countUnanswered(db, COMPLAINT_KINDS, libraryIds),
      },
    ],
    href: '/staf/layanan/pengaduan',
    at: 'service/complaints',
    label: m.service_title_complaints,
    words: ['keluhan', 'komplain', 'SP4N', 'LAPOR', 'masukan', 'aduan'],
    acts: [{ href: '/staf/layanan/catat', label: m.service_act_note, words: ['catat keluhan', 'terima pengaduan'] }],
  },
];

/** Its page in a member's account. */
export const accountPlaces: readonly AccountPlace[] = [
  { href: '/bantuan/ikuti', group: 'activities', label: m.help_own },
];
