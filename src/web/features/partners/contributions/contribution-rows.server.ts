import {
  CONTRIBUTION_STATE_WORDS,
  contributionsOf,
  KIND_WORDS,
  listContributions,
  quantityWords,
  RULE_WORDS,
} from '#modules/city/partners';
import type { Contribution, ContributionState } from '#modules/city/partners/client';
import type { Ctx, Locale } from '#platform/context';
import { networkZone } from '#modules/ground/libraries';
import { formatDate, localDate } from '#shared/dates';
import { formatRupiah } from '#shared/money';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { nameOf } from '../partner-words.server.ts';

export const CONTRIBUTIONS_PATH = '/staf/mitra/sumbangan';
const MARKS: Record<ContributionState, 'on' | 'wait' | 'off'> = { received: 'on', promised: 'wait', void: 'off' };
/** So many of one partner stand on its page. */
const ON_PARTNER = 20;

export const contributionHref = (id: number): string => localizeHref(`${CONTRIBUTIONS_PATH}/${id}`);
export const contributionState = (state: ContributionState) => ({
  words: CONTRIBUTION_STATE_WORDS[state](),
  mark: MARKS[state],
});
/** From when until when, in words. */
export const daysOf = ({ fromOn, untilOn }: Pick<Contribution, 'fromOn' | 'untilOn'>, locale: Locale): string =>
  fromOn === untilOn
    ? formatDate(fromOn, locale, 'medium')
    : m.contributions_days({
        from: formatDate(fromOn, locale, 'medium'),
        until: formatDate(untilOn, locale, 'medium'),
      });
/** What it is worth, and by whose word. */
export const valueOf = ({ value, valuedBy }: Pick<Contribution, 'value' | 'valuedBy'>): string =>
  value === null ? RULE_WORDS[valuedBy]() : formatRupiah(value);

/** What became of it: copies and loans, people who came, the programme. */
function becameOf({ donationNumber, quantity, loans, program, session, people }: Contribution): string {
  // until it is decided of all its books nobody knows how many copies stay
  if (donationNumber !== null && quantity === null) return donationNumber;
  if (donationNumber !== null && quantity !== null)
    return [m.contributions_count_copies({ count: quantity }), m.contributions_count_loans({ count: loans ?? 0 })].join(
      ', ',
    );
  if (program === null) return '';
  return [program, session, people !== null && m.contributions_count_people({ count: people })]
    .filter(Boolean)
    .join(', ');
}

/** By what it is seen: receipt, thanks, and what was said of it. */
function proofsOf({ state, receipt, thankedBy, evidence }: Contribution): string[] {
  if (state !== 'received') return [evidence].filter(Boolean);
  const paper = receipt && !receipt.isRevoked ? m.contributions_receipt_of({ number: receipt.number }) : '';
  const thanked = thankedBy === null ? m.contributions_unthanked() : m.contributions_thanked();
  return [paper, thanked, evidence].filter(Boolean);
}

/** A contribution as a row of a table. */
export const contributionRow = (one: Contribution, locale: Locale) => ({
  id: one.id,
  href: contributionHref(one.id),
  days: daysOf(one, locale),
  partner: nameOf(one.partner),
  kind: [KIND_WORDS[one.kind](), quantityWords(one, locale)].filter(Boolean).join(', '),
  what: one.what,
  value: valueOf(one),
  became: becameOf(one),
  look: contributionState(one.state),
  proofs: proofsOf(one),
});
export type ContributionRow = ReturnType<typeof contributionRow>;

/** What a partner gave, for its page: the latest that came, and what was promised; to libraries where whoever looks may keep them. */
export async function partnerContributions(ctx: Ctx, partnerId: number) {
  const of = async (state: ContributionState) => listContributions(ctx, { state, partnerId, limit: ON_PARTNER });
  const [promised, received] = [await of('promised'), await of('received')];
  const isWhole = received.next === null && promised.data.length === 0;
  const value = received.data.reduce((sum, one) => sum + (one.value ?? 0), 0);
  const year = localDate(ctx.clock.now(), await networkZone(ctx.db)).slice(0, 4);
  const all = await contributionsOf(ctx, partnerId, { from: `${year}-01-01`, until: `${year}-12-31` });
  return {
    rows: [...promised.data, ...received.data].map((one) => contributionRow(one, ctx.locale)),
    // a sum of a part would be none, nor one beside what is only promised
    sum: isWhole && received.data.length > 0 ? formatRupiah(value) : null,
    year: all.count === 0 ? null : m.contributions_year_sum({ year, count: all.count, value: formatRupiah(all.value) }),
    allHref: localizeHref(`${CONTRIBUTIONS_PATH}?mitra=${partnerId}`),
    newHref: localizeHref(`${CONTRIBUTIONS_PATH}/baru?mitra=${partnerId}`),
  };
}
