import type { ProgramInput, SessionInput, RecurrenceInput } from '#modules/community/programs';
import {
  AUDIENCES,
  PROGRAM_KINDS,
  PROGRAM_LANGUAGES,
  SESSION_FORMATS,
  TPBIS_STRATEGIES,
  type MonthDay,
  type Program,
} from '#modules/community/programs/client';
import type { Locale } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { instantAt, isDay, wallClockOf } from '#shared/dates';
import { decimalInField } from '#shared/decimal';
import { audienceName, formatName, kindName, languageName, strategyName } from './parts/program-words.server.ts';

/** What the editor's choices are. */
export const programChoices = () => ({
  kinds: PROGRAM_KINDS.map((value) => ({ value, label: kindName(value) })),
  audiences: AUDIENCES.map((value) => ({ value, label: audienceName(value) })),
  languages: PROGRAM_LANGUAGES.map((value) => ({ value, label: languageName(value) })),
  strategies: TPBIS_STRATEGIES.map((value) => ({ value, label: strategyName(value) })),
});
export const formatChoices = () => SESSION_FORMATS.map((value) => ({ value, label: formatName(value) }));

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A day and a time of the wall clock as an instant; null when both are empty. Refuses what is no time at the field of the day. */
export function instantOf(values: Record<string, string>, name: string, zone: string): Date | null {
  const [day = '', time = ''] = (values[name] ?? '').split('T');
  if (day === '' && time === '') return null;
  if (!isDay(day) || !TIME.test(time)) throw platformErrors.invalidInput({}, { [name]: 'invalid' });
  return instantAt(day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), zone);
}

/** The same the other way, for a field of type `datetime-local`. */
export const localInput = (instant: Date | null, zone: string): string =>
  instant === null ? '' : wallClockOf(instant, zone);

const lines = (text = ''): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const orNull = (text: string | undefined): string | null => (text === undefined || text.trim() === '' ? null : text);

/** What was typed into the editor. */
export function programOf(values: Record<string, string>, zone: string): ProgramInput {
  const { title = '', series, summary, description, goals, outcomes, place, funding, theme } = values;
  return {
    kind: PROGRAM_KINDS.find((one) => one === values.kind) ?? 'event',
    title,
    series,
    summary,
    description,
    goals,
    outcomes,
    place,
    funding,
    theme,
    edition: orNull(values.edition),
    audience: AUDIENCES.find((one) => one === values.audience) ?? 'all',
    language: values.language ?? 'id',
    capacity: orNull(values.capacity),
    institutionQuota: orNull(values.institutionQuota),
    needsApproval: values.needsApproval === '1',
    enrolmentOpensAt: instantOf(values, 'enrolmentOpensAt', zone),
    enrolmentClosesAt: instantOf(values, 'enrolmentClosesAt', zone),
    offerHours: values.offerHours ?? 24,
    fee: values.fee ?? 0,
    partners: lines(values.partners),
    tpbisStrategy: TPBIS_STRATEGIES.find((one) => one === values.tpbisStrategy) ?? null,
    isTemplate: values.isTemplate === '1',
  };
}

/** A programme as the fields of the editor hold it. */
export function programFields(program: Program, locale: Locale): Record<string, string> {
  const zone = program.library.timeZone;
  const { title, kind, series, summary, description, goals, outcomes, place, funding, theme, audience, language } =
    program;
  const text = (value: number | null): string => (value === null ? '' : String(value));
  return {
    title,
    kind,
    series,
    summary,
    description,
    goals,
    outcomes,
    place,
    funding,
    theme,
    audience,
    language,
    edition: text(program.edition),
    capacity: text(program.capacity),
    institutionQuota: text(program.institutionQuota),
    offerHours: decimalInField(program.offerHours, locale),
    fee: text(program.fee),
    needsApproval: program.needsApproval ? '1' : '',
    isTemplate: program.isTemplate ? '1' : '',
    tpbisStrategy: program.tpbisStrategy ?? '',
    partners: program.partners.join('\n'),
    enrolmentOpensAt: localInput(program.enrolmentOpensAt, zone),
    enrolmentClosesAt: localInput(program.enrolmentClosesAt, zone),
  };
}

/** What was typed of a session. */
export function sessionOf(values: Record<string, string>, speakerIds: number[], zone: string): SessionInput {
  const { title = '', room, materials } = values;
  const time = (name: string): Date => {
    const instant = instantOf(values, name, zone);
    if (instant === null) throw platformErrors.invalidInput({}, { [name]: 'required' });
    return instant;
  };
  return {
    title,
    format: SESSION_FORMATS.find((one) => one === values.format) ?? 'lesson',
    startsAt: time('startsAt'),
    endsAt: time('endsAt'),
    room,
    jp: values.jp || 0,
    materials,
    speakerIds,
  };
}

const MONTHLY: Readonly<Record<string, MonthDay>> = {
  month: 'weekday',
  last_weekday: 'last_weekday',
  month_day: 'day',
  last_day: 'last_day',
};

/**
 * How often a session comes again: not at all, every so many weeks on some weekdays, or every month on a day of it; until a day, else so many
 * times.
 */
export function recurrenceOf(
  { repeat = '', count = '', until = '' }: Record<string, string>,
  weekdays: readonly number[],
): RecurrenceInput | null {
  if (repeat === '') return null;
  const ends = until === '' ? { count: count === '' ? 1 : count } : { until };
  const on = MONTHLY[repeat];
  if (on) return { every: 'month', interval: 1, on, ...ends };
  return { every: 'week', interval: repeat === 'fortnight' ? 2 : 1, weekdays: [...weekdays], ...ends };
}
