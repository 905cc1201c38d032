import { getPartner, KIND_WORDS, RULE_WORDS, tieChoices, type ContributionInput } from '#modules/city/partners';
import {
  CONTRIBUTION_KINDS,
  CONTRIBUTION_UNITS,
  UNITS_OF,
  VALUE_RULES,
  type Contribution,
  type ContributionKind,
  type ContributionUnit,
  type SessionChoice,
  type ValueRule,
} from '#modules/city/partners/client';
import { getLibrary, listLibraries } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { grantedLibraries } from '#platform/rights/authorize';
import { formatDate, localDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { choiceIn, idIn, idOrNull, rupiahOrNull, wholeIn } from '#web/kit/form/read-fields.server.ts';
import { dayOrNull } from '../partner-form.server.ts';
import { nameOf } from '../partner-words.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const UNITS: Record<ContributionUnit, () => string> = {
  copies: m.contributions_unit_copies,
  hours: m.contributions_unit_hours,
  days: m.contributions_unit_days,
  sheets: m.contributions_unit_sheets,
  portions: m.contributions_unit_portions,
  pieces: m.contributions_unit_pieces,
};
/** The rules as they are told to whoever values something. */
const RULES: Record<ValueRule, () => string> = {
  own: m.contributions_rule_own_text,
  market: m.contributions_rule_market_text,
  none: m.contributions_rule_none_text,
};

export const kindOptions = () => CONTRIBUTION_KINDS.map((value) => ({ value, label: KIND_WORDS[value]() }));

/** The libraries of which somebody may note contributions. */
export async function contributionLibraries(ctx: Ctx): Promise<{ value: number; label: string }[]> {
  const granted = grantedLibraries(ctx.actor, 'partners.manage');
  const libraries = await listLibraries(ctx, { active: true });
  return libraries
    .filter(({ id }) => granted === 'all' || granted.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** A session, and who speaks there: `12`, `12-7`. */
const tieKey = (sessionId: number, speakerId: number | null): string =>
  speakerId === null ? String(sessionId) : `${sessionId}-${speakerId}`;

function tieOf(values: Values): { sessionId: number | null; speakerId: number | null } {
  const typed = values.tie?.trim() ?? '';
  if (typed === '') return { sessionId: null, speakerId: null };
  const [, session, speaker] = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(typed) ?? [];
  if (session === undefined) throw platformErrors.invalidInput({}, { tie: 'unknown' });
  return { sessionId: Number(session), speakerId: speaker === undefined ? null : Number(speaker) };
}

/** What a form of a contribution says. Throws refusals at the fields of choices. */
export function contributionOf(values: Values): ContributionInput {
  const tie = tieOf(values);
  const donationId = idOrNull(values, 'donationId');
  const quantity = wholeIn(values, 'quantity');
  // copies of a gift and hours of a session are read there
  const isTied = tie.sessionId !== null || donationId !== null;
  const unit = CONTRIBUTION_UNITS.find((one) => one === values.unit) ?? null;
  return {
    libraryId: idIn(values, 'libraryId'),
    kind: choiceIn(values, 'kind', CONTRIBUTION_KINDS),
    fromOn: dayOrNull(values, 'fromOn'),
    untilOn: dayOrNull(values, 'untilOn'),
    what: values.what ?? '',
    whatEn: values.whatEn ?? '',
    ...(isTied || quantity === null ? { quantity: null, unit: null } : { quantity, unit }),
    valuedBy: choiceIn(values, 'valuedBy', VALUE_RULES),
    value: rupiahOrNull(values, 'value'),
    valueBasis: values.valueBasis ?? '',
    donationId,
    programId: idOrNull(values, 'programId'),
    ...tie,
    evidence: values.evidence ?? '',
  };
}

const sessionOption = (choice: SessionChoice, day: (at: Date) => string) => ({
  value: tieKey(choice.sessionId, choice.speakerId),
  label: [choice.speaker, choice.program, choice.session, day(choice.startsAt)].filter(Boolean).join(' · '),
});

/** What is tied already stays to be chosen, however long the list is. */
function keptFirst<T extends string | number>(
  options: readonly { value: T; label: string }[],
  kept: { value: T; label: string } | null,
): { value: T; label: string }[] {
  if (kept === null || options.some(({ value }) => value === kept.value)) return [...options];
  return [kept, ...options];
}

/** What a form of a contribution of one kind to one library can choose from. @param kept the contribution that is changed */
export async function contributionChoices(
  ctx: Ctx,
  { kind, libraryId, asked }: { kind: ContributionKind; libraryId: number; asked: string },
  kept: Contribution | null = null,
) {
  const library = await getLibrary(ctx, libraryId);
  const found = await tieChoices(ctx, { kind, libraryId, asked, besides: kept?.id });
  const day = (at: Date): string => formatDate(localDate(at, library.timeZone), ctx.locale, 'medium');
  const gift = kept?.donationId ? { value: kept.donationId, label: kept.donationNumber ?? '' } : null;
  const session = kept?.sessionId
    ? {
        value: tieKey(kept.sessionId, kept.speakerId),
        label: [kept.speaker, kept.program, kept.session].filter(Boolean).join(' · '),
      }
    : null;
  const program = kept?.programId ? { value: kept.programId, label: kept.program ?? '' } : null;
  return {
    ...{ kind, kindName: KIND_WORDS[kind](), libraryId, library: library.name },
    gifts: keptFirst(
      found.gifts.map(({ id, number, donorName, receivedOn, copies }) => ({
        value: id,
        label: [
          `${number} · ${donorName} · ${formatDate(receivedOn, ctx.locale, 'medium')}`,
          m.contributions_count_copies({ count: copies }),
        ].join(' · '),
      })),
      gift,
    ),
    sessions: keptFirst(
      found.sessions.map((choice) => sessionOption(choice, day)),
      session,
    ),
    programs: keptFirst(
      found.programs.map(({ id, title }) => ({ value: id, label: title })),
      program,
    ),
    units: UNITS_OF[kind].map((value) => ({ value, label: UNITS[value]() })),
    rules: (kind === 'money' ? (['own'] as const) : VALUE_RULES).map((value) => ({
      ...{ value, label: RULE_WORDS[value](), text: RULES[value]() },
    })),
  };
}
export type ContributionChoices = Awaited<ReturnType<typeof contributionChoices>>;

/** What a form shows of a contribution that is changed. */
export const contributionValues = (one: Contribution) => ({
  ...{ what: one.what, whatEn: one.whatEn, evidence: one.evidence, fromOn: one.fromOn, untilOn: one.untilOn },
  ...{ valuedBy: one.valuedBy, value: one.value, valueBasis: one.valueBasis, unit: one.unit },
  quantity: one.donationId === null && one.sessionId === null ? one.quantity : null,
  donationId: one.donationId,
  programId: one.programId,
  tie: one.sessionId === null ? '' : tieKey(one.sessionId, one.speakerId),
});

/** A partner as a form is of them. */
export async function partnerOf(ctx: Ctx, id: number) {
  const partner = await getPartner(ctx, id);
  return { id: partner.id, name: nameOf(partner.name), libraryId: partner.libraryId };
}
