import type { DataIncident, IncidentInput } from '#modules/people/members';
import { incidentDataInWords } from '#modules/people/members';
import { hoursLeft, incidentData } from '#modules/people/members/client';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatInstant, wallClockOf } from '#shared/dates';
import { m } from '#i18n/messages';
import type { RefusedForm } from '#web/kit/form/form-action.server.ts';
import type { FormRefusal } from '#web/kit/form/form-refusal.server.ts';
import { wallClockIn, wholeIn } from '#web/kit/form/read-fields.server.ts';

export const incidentDataOptions = (ctx: Ctx) =>
  incidentData.map((value) => ({ value, label: incidentDataInWords(value, ctx.locale) }));

/** What an input of the type `datetime-local` shows. */
export const wallClock = (at: Date | null, zone: string): string => (at ? wallClockOf(at, zone) : '');

/** What is told of a refusal: the kinds of data that were ticked are ticked again. */
export const withTicked = (refusal: FormRefusal, { data }: RefusedForm): FormRefusal => {
  const ticked = data.getAll('dataKinds');
  const kinds = incidentData.filter((kind) => ticked.includes(kind)).join(' ');
  return { ...refusal, values: { ...refusal.values, ticked: kinds } };
};

/** What the form says of an incident; its times are of the zone. */
export function incidentOf(form: FormData, values: Record<string, string>, zone: string): IncidentInput {
  const foundAt = wallClockIn(values, 'foundAt', zone);
  if (!foundAt) throw platformErrors.invalidInput({}, { foundAt: 'required' });
  const ticked = form.getAll('dataKinds');
  return {
    title: values.title ?? '',
    happenedAt: wallClockIn(values, 'happenedAt', zone),
    foundAt,
    dataKinds: incidentData.filter((kind) => ticked.includes(kind)),
    how: values.how ?? '',
    measures: values.measures ?? '',
    people: values.people ? (wholeIn(values, 'people') ?? -1) : null,
    memberNumbers: (values.memberNumbers ?? '').split(/[\s,;]+/).filter((number) => number !== ''),
  };
}

/** An incident in the reader's language, with what is left of its time. */
export function showIncident(incident: DataIncident, ctx: Ctx, zone: string) {
  const when = (at: Date | null) => at && formatInstant(at, zone, ctx.locale, 'medium');
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
