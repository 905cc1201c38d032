import { boxChoices, viewBox } from '#modules/learning/classes';
import type { BulkLoanStatus, OwnRequest, RequestState } from '#modules/lending/bulk-loans/client';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import type { Ctx } from '#platform/context';
import { canAnywhere } from '#platform/rights/authorize';
import { addDays, formatDate, HOME_ZONE, localDate } from '#shared/dates';
import { idOrNull, textsIn } from '#web/kit/form/read-fields.server.ts';

/** A box is asked for a week ahead, and stays a month. */
const AHEAD = 7;
const STAYS = 30;

const STATES: Record<BulkLoanStatus, () => string> = {
  packing: m.classes_box_packing,
  open: m.classes_box_open,
  partly_returned: m.classes_box_partly,
  closed: m.classes_box_closed,
  cancelled: m.classes_box_cancelled,
};
const REQUESTS: Record<RequestState, () => string> = {
  asked: m.classes_box_asked,
  accepted: m.classes_box_accepted,
  declined: m.classes_box_declined,
  withdrawn: m.classes_box_withdrawn,
};

/** What became of what was asked for, in words. */
function requestView(ctx: Ctx, request: OwnRequest, seesLoan: boolean) {
  const { box, library, state, answer, wishes, startsOn, dueOn, bulkLoanId } = request;
  const day = (date: string): string => formatDate(date, ctx.locale);
  return {
    title: box
      ? m.classes_box_named({ number: box.number, library: library.name })
      : m.classes_box_request_of({ library: library.name }),
    href: box && seesLoan && bulkLoanId !== null ? localizeHref(`/staf/pinjaman-paket/${bulkLoanId}`) : null,
    isWaiting: state === 'asked',
    state: box ? STATES[box.status]() : REQUESTS[state](),
    about: box
      ? [m.classes_box_copies({ count: box.copies }), m.classes_box_due({ day: day(box.dueOn) })].join(' · ')
      : [
          m.classes_box_titles({ count: wishes.length }),
          m.classes_box_period({ from: day(startsOn), to: day(dueOn) }),
        ].join(' · '),
    answer,
  };
}

/** The box of books of a class, for the page of the class. */
export async function boxView(ctx: Ctx, id: number) {
  const { box, request, choices, seesLoan } = await viewBox(ctx, id);
  return {
    box: box && {
      href: localizeHref(`/staf/pinjaman-paket/${box.id}`),
      title: m.classes_box_named({ number: box.number, library: box.library.name }),
      about: [
        STATES[box.status](),
        m.classes_box_copies({ count: box.counts.packed + box.counts.away }),
        m.classes_box_due({ day: formatDate(box.dueOn, ctx.locale) }),
      ].join(' · '),
    },
    request: box === null && request ? requestView(ctx, request, seesLoan) : null,
    askHref: localizeHref(`/staf/belajar/kelas/${id}/kotak`),
    choices: choices.map((one) => ({
      value: String(one.id),
      label: m.classes_box_choice({ number: one.number, receiver: one.receiver.name }),
    })),
    newBoxHref: canAnywhere(ctx.actor, 'bulk_loans.manage') ? localizeHref('/staf/pinjaman-paket') : null,
  };
}

export type BoxView = Awaited<ReturnType<typeof boxView>>;

/** What a box can be asked for, for its form. */
export async function askView(ctx: Ctx, id: number) {
  const { className, books, libraries } = await boxChoices(ctx, id);
  const today = localDate(ctx.clock.now(), HOME_ZONE);
  return {
    className,
    classHref: localizeHref(`/staf/belajar/kelas/${id}#kotak`),
    libraries: libraries.map(({ id: value, name }) => ({ value: String(value), label: name })),
    books: books.map(({ bibId, title, from }) => ({
      value: `${bibId ?? ''}:${title}`,
      title,
      from: from === 'reading' ? m.classes_box_from_reading() : m.classes_box_from_search(),
      isListed: from === 'reading',
    })),
    startsOn: addDays(today, AHEAD),
    dueOn: addDays(today, AHEAD + STAYS),
  };
}

/** What a form asks for: ticked titles, then those that were typed, one a line. */
export function askedIn(values: Readonly<Record<string, string>>, data: FormData) {
  const ticked = textsIn(data, 'book').map((text) => {
    const at = text.indexOf(':');
    const bibId = text.slice(0, at);
    return { bibId: bibId === '' ? null : Number(bibId), title: text.slice(at + 1) };
  });
  const typed = (values.titles ?? '').split(/\r?\n/).flatMap((line) => {
    const title = line.trim();
    return title === '' ? [] : [{ bibId: null, title }];
  });
  return {
    libraryId: idOrNull(values, 'libraryId') ?? 0,
    ...{ note: values.note ?? '', contact: values.contact ?? '' },
    ...{ startsOn: values.startsOn ?? '', dueOn: values.dueOn ?? '' },
    wishes: [...ticked, ...typed],
  };
}
