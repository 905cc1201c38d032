import { HIDDEN } from '#platform/rights/authorize';
import { localizeHref } from '#i18n/runtime';

/** The page of a member; null = this desk does not serve them and learns nothing of them. */
export const memberHref = (number: string): string | null =>
  number === HIDDEN ? null : localizeHref(`/staf/anggota/${encodeURIComponent(number)}`);
