import type { Ctx, Locale } from '#platform/context';
import { BYTE_ORDER_MARK, csvText } from '#shared/csv-cell';
import { m } from '#i18n/messages';
import type { Standing } from './client.ts';
import { viewPromises, type PublishedStandard } from './view-promises.ts';

const STANDINGS = {
  kept: m.promises_standing_kept,
  nearly: m.promises_standing_nearly,
  missed: m.promises_standing_missed,
  few: m.promises_standing_few,
  unmeasured: m.promises_standing_unmeasured,
} satisfies Record<Standing, unknown>;

/** How every promise is kept, as CSV: a line for each service that is offered, for everybody. What is too few to be told stays empty. */
export async function promisesTable(ctx: Pick<Ctx, 'db' | 'locale'>): Promise<string> {
  const { locale } = ctx;
  const { standards } = await viewPromises(ctx);
  const words = { locale };
  const head = [
    m.promises_col_service({}, words),
    m.promises_col_promise({}, words),
    m.promises_col_standing({}, words),
    m.promises_col_what({}, words),
    m.promises_col_percent({}, words),
    m.promises_field_target({}, words),
    m.promises_col_kept({}, words),
    m.promises_col_n({}, words),
    m.promises_col_from({}, words),
    m.promises_col_to({}, words),
    m.promises_col_remark({}, words),
  ];
  return BYTE_ORDER_MARK + csvText([head, ...standards.map((one) => lineOf(one, locale))]);
}

const inLanguage = (id: string, en: string, locale: Locale): string => (locale === 'en' && en !== '' ? en : id);

function lineOf(
  { published, note, noteEn, performance }: PublishedStandard,
  locale: Locale,
): (string | number | null)[] {
  const { standing, what, percent, target, kept, n, from, to, without } = performance;
  const remarks = [percent === null ? '' : without, inLanguage(note, noteEn, locale)];
  return [
    inLanguage(published.name, published.nameEn, locale),
    inLanguage(published.promise, published.promiseEn, locale),
    STANDINGS[standing]({}, { locale }),
    ...[what, percent, target, kept, n, from, to],
    remarks.filter(Boolean).join(' '),
  ];
}
