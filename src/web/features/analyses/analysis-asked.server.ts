import { librariesOf } from '#modules/insights/analyses';
import { zoneOf } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { addDays, localDate } from '#shared/dates';
import { formatNumber, readRupiah } from '#shared/money';
import { dayAsked } from '#web/kit/form/read-fields.server.ts';

/** Above this an address asks for nothing in earnest; the module has closer bounds for each. */
const MOST: Readonly<Record<string, number>> = { rasio: 100, anggaran: 100_000_000_000, harga: 100_000_000 };

/** A number that an address asks for: what was typed, and what it says; what cannot be read is said at its field and not used. */
function numberAsked(params: URLSearchParams, name: string) {
  const typed = (params.get(name) ?? '').trim().slice(0, 40);
  const read = typed === '' ? null : readRupiah(typed);
  const isRead = read !== null && read >= 1 && read <= (MOST[name] ?? 0);
  return { typed, value: isRead ? read : undefined, isWrong: typed !== '' && !isRead };
}

/** Of which days and library, and with which inputs; what is missing or wrong has its default, this year until yesterday. */
export async function analysisAsked(ctx: Ctx, key: string, url: URL) {
  const libraries = await librariesOf(ctx, key);
  const today = localDate(ctx.clock.now(), await zoneOf(ctx));
  const to = dayAsked(url.searchParams, 'sampai', addDays(today, -1));
  const from = dayAsked(url.searchParams, 'dari', `${to.slice(0, 4)}-01-01`);
  const [ratio, budget, price] = ['rasio', 'anggaran', 'harga'].map((name) => numberAsked(url.searchParams, name));
  return {
    days: { from: from <= to ? from : to, to },
    library: libraries.find(({ code }) => code === url.searchParams.get('perpustakaan'))?.code,
    ratio,
    budget,
    price,
    today,
    libraries: libraries.map(({ code, name }) => ({ value: code, label: name })),
  };
}
export type AnalysisAsked = Awaited<ReturnType<typeof analysisAsked>>;

/** The same as the module takes it. */
export const queryOf = (key: string, { days, library, ratio, budget, price }: AnalysisAsked) => ({
  key,
  ...days,
  library,
  ratio: ratio?.value,
  budget: budget?.value,
  price: price?.value,
});

/** The same as an address says it. */
export function analysisAddress({ days, library, ratio, budget, price }: AnalysisAsked): URLSearchParams {
  const address = new URLSearchParams({ dari: days.from, sampai: days.to });
  if (library !== undefined) address.set('perpustakaan', library);
  for (const [name, one] of [
    ['rasio', ratio],
    ['anggaran', budget],
    ['harga', price],
  ] as const)
    if (one?.value !== undefined) address.set(name, String(one.value));
  return address;
}

/** What a field of an amount shows: what was typed where it cannot be read, else the amount as people write it. */
export const amountShown = (one: AnalysisAsked['budget'], locale: Ctx['locale']): string =>
  one?.value === undefined ? (one?.typed ?? '') : formatNumber(one.value, locale);
