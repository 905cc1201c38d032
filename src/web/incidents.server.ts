import type { DataIncident, IncidentInput } from '#modules/members';
import { incidentDataInWords } from '#modules/members';
import { hoursLeft, incidentData } from '#modules/members/client';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatInstant, instantAt, isLocalDate, localDate, localMinute } from '#shared/dates';
import { m } from '#i18n/messages';
import { numberOf } from '#web/library-form.server.ts';

const ZONE = 'Asia/Jakarta';

export const incidentDataOptions = (ctx: Ctx) =>
  incidentData.map((value) => ({ value, label: incidentDataInWords(value, ctx.locale) }));

/** `2026-11-24T17:30` on the wall clock of the capital; empty = null. */
function instantOf(text: string | undefined, field: string): Date | null {
  if (!text) return null;
  const [, day = '', hour, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(text) ?? [];
  if (!isLocalDate(day)) throw platformErrors.invalidInput({}, { [field]: 'invalid' });
  return instantAt(day, Number(hour) * 60 + Number(minute), ZONE);
}

/** What an input of the type `datetime-local` shows. */
export function wallClock(at: Date | null): string {
  if (!at) return '';
  const minute = localMinute(at, ZONE);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${localDate(at, ZONE)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The kinds of data that are ticked, for a form that is shown again. */
export const tickedOf = (form: FormData): string => {
  const ticked = form.getAll('dataKinds');
  return incidentData.filter((kind) => ticked.includes(kind)).join(' ');
};

/** What the form says of an incident. */
export function incidentOf(form: FormData, values: Record<string, string>): IncidentInput {
  const foundAt = instantOf(values.foundAt, 'foundAt');
  if (!foundAt) throw platformErrors.invalidInput({}, { foundAt: 'required' });
  const ticked = form.getAll('dataKinds');
  return {
    title: values.title ?? '',
    happenedAt: instantOf(values.happenedAt, 'happenedAt'),
    foundAt,
    dataKinds: incidentData.filter((kind) => ticked.includes(kind)),
    how: values.how ?? '',
    measures: values.measures ?? '',
    people: values.people ? (numberOf(values, 'people') ?? -1) : null,
    memberNumbers: (values.memberNumbers ?? '').split(/[\s,;]+/).filter((number) => number !== ''),
  };
}

/** An incident in the reader's language, with what is left of its time. */
export function showIncident(incident: DataIncident, ctx: Ctx) {
  const when = (at: Date | null) => at && formatInstant(at, ZONE, ctx.locale, 'medium');
  const hours = hoursLeft(incident.dueAt, ctx.clock.now());
  const late = hours < 0;
  return {
    id: incident.id,
    number: incident.number,
    title: incident.title,
    status: incident.status,
    version: incident.version,
    data: incident.dataKinds.map((kind) => incidentDataInWords(kind, ctx.locale)).join(', '),
    found: when(incident.foundAt),
    due: when(incident.dueAt),
    late,
    left: late ? m.members_request_late({ hours: -hours }) : m.members_request_hours({ hours }),
    people: incident.people,
    named: incident.memberNumbers.length,
    subjectsTold: when(incident.subjectsToldAt),
    agencyTold: when(incident.agencyToldAt),
    publicTold: when(incident.publicToldAt),
    closed: when(incident.closedAt),
    closingNote: incident.closingNote,
  };
}
