/** News stands under `/berita`, a page that stays under `/halaman`. */
export const PAGE_KINDS = ['news', 'page'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/**
 * `draft`: being written; `submitted`: somebody else is to read it; `approved`: everybody sees it from its hour on until it ends; `withdrawn`:
 * everybody saw it once.
 */
export const PAGE_STATES = ['draft', 'submitted', 'approved', 'withdrawn'] as const;
export type PageState = (typeof PAGE_STATES)[number];

/** What an approved page is at an instant. */
export type Visibility = 'scheduled' | 'shown' | 'expired';

/** Whether everybody sees an approved page at an instant: by its hours alone, so that no clock that stood still or jumped shows it twice. */
export function visibilityOf(
  { publishAt, expireAt }: { publishAt: Date; expireAt: Date | null },
  now: Date,
): Visibility {
  if (now < publishAt) return 'scheduled';
  return expireAt !== null && now >= expireAt ? 'expired' : 'shown';
}
