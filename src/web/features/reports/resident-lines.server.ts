import { viewPerResident, type PerResident } from '#modules/insights/methods';
import type { Ctx } from '#platform/context';
import { formatNumber } from '#shared/money';
import { m } from '#i18n/messages';

/** How a library stands beside those of its kind: clearly more or less is a fifth. */
const CLEAR = 0.2;

function standing({ loansPerThousand: own, alike }: PerResident) {
  if (own === null || alike === null || alike === 0) return null;
  if (own < alike * (1 - CLEAR)) return { tone: 'wait' as const, says: m.board_fewer() };
  return own > alike * (1 + CLEAR)
    ? { tone: 'on' as const, says: m.board_more() }
    : { tone: 'off' as const, says: m.board_alike() };
}

/** Libraries with what they do for a thousand residents, those that do the least first; the city last. */
export async function residentLines(ctx: Ctx, days: { from: string; to: string }) {
  const lines = await viewPerResident(ctx, days);
  const figure = (n: number | null): string => (n === null ? m.methods_no_data() : formatNumber(n, ctx.locale));
  const order = ({ library, loansPerThousand: n }: PerResident): number =>
    library === null ? Number.MAX_SAFE_INTEGER : (n ?? Number.MAX_SAFE_INTEGER - 1);
  return lines
    .toSorted((a, b) => order(a) - order(b))
    .map((line) => ({
      key: line.library?.code ?? '',
      name: line.library?.name ?? m.methods_network(),
      isCity: line.library === null,
      visits: figure(line.visits),
      loans: figure(line.loans),
      residents: line.residents
        ? m.board_residents({
            people: formatNumber(line.residents.people, ctx.locale),
            year: String(line.residents.year),
          })
        : m.methods_no_data(),
      perThousand: figure(line.loansPerThousand),
      standing: standing(line),
      alike: line.alike === null ? null : m.board_alike_middle({ n: formatNumber(line.alike, ctx.locale) }),
    }));
}
