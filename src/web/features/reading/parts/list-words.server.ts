import { coverAddress } from '#modules/collection/catalog';
import type { ListVisibility, PickedList, ReadingList, SharedList, ShownEntry } from '#modules/lending/reading';
import type { Ctx } from '#platform/context';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { BookView } from '#web/features/catalog/parts/book-view.ts';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import { personName } from '#web/features/members/parts/person-name.server.ts';

/** The reader's language, and the zone of their days. */
type Speaks = Pick<Ctx, 'locale'> & { zone: string };

/** A title of a list with its note. */
export interface EntryView {
  book: BookView;
  place: number;
  note: string | null;
}
export const entryView =
  (ctx: Ctx) =>
  ({ card, place, note }: ShownEntry): EntryView => ({ book: describeBook(ctx, card), place, note });

/** One of the reader's lists, as a line. */
export interface ListView {
  id: number;
  title: string;
  description: string | null;
  visibility: ListVisibility;
  visibilityText: string;
  hiddenReason: string | null;
  /** `3 judul` */
  count: string;
  changed: string;
  /** The way to it for others; null = it is private. */
  address: string | null;
  version: number;
}

const words: Record<ListVisibility, () => string> = {
  private: () => m.lists_private(),
  link: () => m.lists_link(),
  public: () => m.lists_public(),
};

export const visibilityOptions = (): { value: ListVisibility; label: string; hint: string }[] => [
  { value: 'private', label: m.lists_private(), hint: m.lists_private_hint() },
  { value: 'link', label: m.lists_link(), hint: m.lists_link_hint() },
  { value: 'public', label: m.lists_public(), hint: m.lists_public_hint() },
];
export const visibilityOf = (text: string | undefined): ListVisibility | undefined =>
  visibilityOptions().find(({ value }) => value === text)?.value;

export const listView = (list: ReadingList, { locale, zone }: Speaks): ListView => ({
  id: list.id,
  title: list.title,
  description: list.description,
  visibility: list.visibility,
  visibilityText: words[list.visibility](),
  hiddenReason: list.hiddenReason,
  count: m.lists_count({ count: list.entryCount }),
  changed: m.lists_changed({ date: formatDate(localDate(list.changedAt, zone), locale) }),
  address: list.shareToken === null ? null : localizeHref(`/daftar-bacaan/${list.shareToken}`),
  version: list.version,
});

/** A list as others read it. */
export interface SharedListView {
  title: string;
  description: string | null;
  by: string;
  count: string;
  changed: string;
  href: string;
}
export const sharedListView = (list: SharedList, { locale, zone }: Speaks): SharedListView => ({
  title: list.title,
  description: list.description,
  by: m.lists_by({ name: list.by ?? m.reading_somebody() }),
  count: m.lists_count({ count: list.entryCount }),
  changed: m.lists_changed({ date: formatDate(localDate(list.changedAt, zone), locale) }),
  href: localizeHref(`/daftar-bacaan/${list.shareToken}`),
});

/** A list that a librarian chose, with the covers of its first titles. */
export interface PickedListView {
  title: string;
  href: string;
  /** `4 judul · oleh Bu Nur. Ringan, tetapi tinggal lama di kepala.` */
  said: string;
  /** Unique within the page. */
  uid: number;
  covers: { id: number; title: string; author: string | null; photo: string | null }[];
}
export const pickedListView = (list: PickedList, uid: number): PickedListView => ({
  title: list.title,
  href: localizeHref(`/daftar-bacaan/${list.shareToken}`),
  said: [
    m.lists_count({ count: list.entryCount }),
    ...(list.by === null ? [] : [m.lists_by({ name: list.by })]),
    ...(list.description === null ? [] : [list.description]),
  ].join(' · '),
  uid,
  covers: list.first.map(({ id, title, author, coverKey }) => ({
    id,
    title,
    author: author && personName(author),
    photo: coverKey === null ? null : coverAddress(coverKey, id),
  })),
});
