import { yearTogether } from '#modules/city/ledgers';
import type { Ctx } from '#platform/context';
import { formatNumber, formatRupiah } from '#shared/money';
import { formatDate } from '#shared/dates';
import { m } from '#i18n/messages';

/** What partners and volunteers carried this year, for everybody; null: nothing may be told. */
export async function yearView(ctx: Pick<Ctx, 'db' | 'clock' | 'locale'>) {
  const { locale } = ctx;
  const year = await yearTogether(ctx);
  if (!year) return null;
  const { books, programs, volunteerHours, value, from, until } = year;
  const number = (one: number): string => formatNumber(one, locale);
  const figures = [
    books && {
      ...{ key: 'books', value: number(books.came) },
      label: m.ledgers_year_books({ count: books.came, loans: number(books.loans) }),
    },
    programs && {
      ...{ key: 'programs', value: number(programs.programs) },
      label: m.ledgers_year_programs({ count: programs.programs, people: number(programs.people) }),
    },
    volunteerHours !== null && {
      ...{ key: 'hours', value: number(volunteerHours) },
      label: m.ledgers_year_hours({ count: volunteerHours }),
    },
    value !== null && { key: 'value', value: formatRupiah(value), label: m.ledgers_year_value() },
  ].filter((one) => one !== null && one !== false);
  const time = m.ledgers_period_span({ from: formatDate(from, locale), until: formatDate(until, locale) });
  return { time, figures };
}
export type YearView = NonNullable<Awaited<ReturnType<typeof yearView>>>;
