import { m } from '#i18n/messages';
import type { StaffPlace } from '#platform/places';

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    href: '/staf/usul-kegiatan',
    at: 'programs/proposals',
    label: m.proposal_queue,
    words: ['usulan warga', 'usul program', 'proposal'],
  },
  {
    href: '/staf/papan-ide',
    at: 'programs/boards',
    label: m.ideas_boards,
    words: ['curah pendapat', 'brainstorming', 'gagasan', 'ide', 'idea board'],
    acts: [{ href: '/staf/papan-ide', label: m.ideas_act_show, words: ['tampilkan papan', 'layar papan'] }],
  },
  {
    href: '/staf/rencana-aksi',
    at: 'programs/plans',
    label: m.plans_title,
    words: ['tindak lanjut', 'janji', 'action plan', 'rencana tindak lanjut', 'RTL'],
  },
];
