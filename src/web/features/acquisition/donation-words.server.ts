import type { Donation, DonationDetail } from '#modules/stock/acquisition';
import type { Ctx } from '#platform/context';
import { formatDate } from '#shared/dates';
import { formatIsbn13 } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { MaybeSame } from './maybe-same.server.ts';

type Speaks = Pick<Ctx, 'locale'>;

export const donationHref = (id: number): string => localizeHref(`/staf/hibah/${id}`);

const stateOf = ({ letterId, undecided, copies }: Donation): { kind: 'on' | 'wait' | 'out'; state: string } => {
  if (letterId !== null) return { kind: 'on', state: m.donation_state_thanked() };
  if (undecided > 0 || copies === 0) return { kind: 'wait', state: m.donation_state_open() };
  return { kind: 'out', state: m.donation_state_decided() };
};

/** A gift in a list. */
export const donationView = (donation: Donation, { locale }: Speaks) => ({
  href: donationHref(donation.id),
  number: donation.number,
  donor: donation.donorName,
  date: formatDate(donation.receivedOn, locale, 'medium'),
  kept: m.donation_kept_of({ accepted: donation.accepted, copies: donation.copies }),
  ...stateOf(donation),
});

/** The same with its books. */
export const donationDetailView = (
  donation: DonationDetail,
  ctx: Speaks,
  maybe: (bibId: number | null) => MaybeSame[],
) => ({
  ...donationView(donation, ctx),
  library: donation.library.name,
  reach: [donation.donorAddress, donation.donorContact].filter(Boolean).join(' · '),
  note: donation.note,
  by: m.donation_by({ name: donation.createdBy }),
  thanked: donation.letterId !== null,
  mayThank: donation.letterId === null && donation.books.length > 0 && donation.undecided === 0,
  books: donation.books.map((book) => ({
    id: book.id,
    title: book.title,
    about: [
      book.author,
      [book.publisher, book.year].filter(Boolean).join(', '),
      book.isbn === null ? '' : `ISBN ${formatIsbn13(book.isbn)}`,
    ]
      .filter(Boolean)
      .join(' · '),
    copies: book.copies,
    open: book.accepted === null,
    maybe: maybe(book.bibId),
    href: book.bibId === null ? null : localizeHref(`/katalog/${book.bibId}`),
    kept:
      book.accepted === null || book.accepted === 0
        ? null
        : m.donation_kept_as({ accepted: book.accepted, copies: book.copies, barcodes: book.barcodes.join(', ') }),
    declined: book.declinedReason === null ? null : m.donation_declined_as({ reason: book.declinedReason }),
  })),
});
