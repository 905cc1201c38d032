import type { Ctx, Locale } from '#platform/context';
import { m } from '#i18n/messages';
import { formatDate, formatInstant, HOME_ZONE, localDate } from '#shared/dates';
import type { FigureShown, InputShown, PackShown, PackSummary } from './client.ts';

/** When figures were worked out. */
export const momentInWords = (
  { at }: Pick<PackShown, 'at'>,
  { locale }: Pick<Ctx, 'locale'>,
  zone = HOME_ZONE,
): string => m.methods_as_of({ when: formatInstant(new Date(at), zone, locale) }, { locale });

/** Why a figure is no figure, or not of all: `belum ada data`, `sementara, tanpa Perpustakaan Gedog`. Empty for one that is whole. */
export function figureInWords({ state, without }: Pick<FigureShown, 'state' | 'without'>, locale: Locale): string {
  const said = { locale };
  const libraries = without.join(', ');
  if (state === 'missing') return m.methods_no_data({}, said);
  if (state === 'undivided') return m.methods_undivided({}, said);
  if (state === 'partial') {
    return without.length > 0 ? m.methods_partial_without({ libraries }, said) : m.methods_partial({}, said);
  }
  return without.length > 0 ? m.methods_not_in_it({ libraries }, said) : '';
}

/** Where a value comes from and of which moment it is. */
export function inputInWords(input: InputShown, locale: Locale): string {
  const said = { locale };
  const { way, until, year, source, enteredBy, enteredAt } = input;
  switch (way) {
    case null:
      return m.methods_no_data({}, said);
    case 'fixed':
      return m.methods_from_source({}, said);
    case 'measured': {
      if (year !== null) return m.methods_from_population({ source: source ?? '', year: String(year) }, said);
      return m.methods_measured({ day: until ? formatDate(until, locale) : '' }, said);
    }
    case 'staff':
    case 'link': {
      const day = enteredAt ? formatDate(localDate(new Date(enteredAt), HOME_ZONE), locale) : '';
      const values = { source: source ?? '', name: enteredBy ?? '', day };
      const entered = way === 'link' ? m.methods_answered(values, said) : m.methods_entered(values, said);
      return year === null ? entered : `${entered} ${m.methods_holds_from({ year: String(year) }, said)}`;
    }
  }
}

/** How far a pack is: `lengkap`, `kurang 3 isian`, `perlu 7 konstanta`. */
export function stateInWords({ kind, count }: PackSummary['state'], locale: Locale): string {
  const said = { locale };
  switch (kind) {
    case 'complete':
      return m.methods_state_complete({}, said);
    case 'lacks':
      return m.methods_state_lacks({ count }, said);
    case 'constants':
      return m.methods_state_constants({ count }, said);
    case 'empty':
      return m.methods_state_empty({}, said);
  }
}
