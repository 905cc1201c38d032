import { networkZone } from '#modules/ground/libraries';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { StaffPlace, Waiting } from '#platform/places';
import { addDays, localDate } from '#shared/dates';
import { countEnding } from './data/accounts.queries.ts';
import { WARNED_DAYS } from './rules/standing.ts';

/** Accounts whose permission has ended or ends within a week. */
async function ending({ db, clock }: Ctx, libraryIds: readonly number[] | null): Promise<Waiting> {
  const today = localDate(clock.now(), await networkZone(db));
  return countEnding(db, libraryIds, addDays(today, WARNED_DAYS));
}

/** Its pages for staff, where they stand, and by which other words they are found. */
export const places: readonly StaffPlace[] = [
  {
    waits: [{ may: 'channels.manage', says: m.channels_wait_ending, does: m.work_do_look, count: ending }],
    href: '/staf/kabar/akun',
    at: 'news/posts',
    label: m.channels_title,
    words: ['akun', 'kanal', 'media sosial', 'Telegram', 'Mastodon', 'Instagram', 'Facebook', 'token', 'channel'],
    acts: [{ href: '/staf/kabar/akun/baru', label: m.channels_act_add, words: ['tambah akun', 'sambungkan akun'] }],
  },
];
