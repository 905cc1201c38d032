import { listLibraries, listSpaces } from '#modules/ground/libraries';
import { meetingLibrarians } from '#modules/learning/classes';
import { mayMeetAt, WAYS, type ClassPlan, type ClassWay, type MeetingLine } from '#modules/learning/classes/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { formatMinute, localDate, localMinute } from '#shared/dates';
import { choiceIn, idOrNull, minuteIn } from '#web/kit/form/read-fields.server.ts';

type Values = Readonly<Record<string, string | undefined>>;

const WAY_WORDS: Record<ClassWay, () => string> = {
  self: m.classes_way_self,
  school: m.classes_way_school,
  library: m.classes_way_library,
};
export const wayWords = (way: ClassWay): string => WAY_WORDS[way]();
export const wayOptions = () => WAYS.map((way) => ({ value: way, label: wayWords(way) }));
export const wayIn = (values: Values): ClassWay => choiceIn(values, 'way', WAYS);

const whereOf = (libraryId: number | null, spaceId: number | null): string =>
  libraryId === null ? '' : `${libraryId}:${spaceId ?? ''}`;

/** Libraries, and their rooms, where a class of a library can meet. */
async function whereOptions(ctx: Ctx, ownLibrary: number): Promise<{ value: string; label: string }[]> {
  const options: { value: string; label: string }[] = [];
  for (const { id, name, type } of await listLibraries(ctx, { active: true })) {
    if (!mayMeetAt({ id, type }, ownLibrary)) continue;
    options.push({ value: whereOf(id, null), label: name });
    for (const space of await listSpaces(ctx, id))
      if (space.kind === 'ruang')
        options.push({
          value: whereOf(id, space.id),
          label: m.classes_where_room({ library: name, room: space.name }),
        });
  }
  return options;
}

/** What a meeting is chosen from. */
export async function meetingChoices(ctx: Ctx, plan: ClassPlan) {
  return {
    where: await whereOptions(ctx, plan.libraryId),
    librarians: (await meetingLibrarians(ctx, plan.id)).map(({ id, name }) => ({ value: String(id), label: name })),
    lessons: plan.lessons.map(({ id, number, title }) => ({
      value: String(id),
      label: m.classes_lesson_named({ number, title }),
    })),
  };
}
export type MeetingChoices = Awaited<ReturnType<typeof meetingChoices>>;

/** A meeting as its form shows it. */
export const meetingValues = (one: MeetingLine) => ({
  day: localDate(one.startsAt, one.timeZone),
  from: formatMinute(localMinute(one.startsAt, one.timeZone), 'en'),
  to: formatMinute(localMinute(one.endsAt, one.timeZone), 'en'),
  where: whereOf(one.libraryId, one.spaceId),
  librarianId: one.librarianId ?? '',
  lessonId: one.lessonId ?? '',
  place: one.place,
  note: one.note,
});

/** What was typed of a meeting. */
export function meetingOf(values: Values) {
  const [, library, space] = /^(?:(\d{1,15}):(\d{0,15}))?$/.exec(values.where ?? '') ?? [];
  if (library === undefined && values.where) throw platformErrors.invalidInput({}, { where: 'invalid' });
  return {
    day: values.day ?? '',
    ...{ from: minuteIn(values, 'from'), to: minuteIn(values, 'to') },
    libraryId: library ? Number(library) : null,
    spaceId: space ? Number(space) : null,
    ...{ librarianId: idOrNull(values, 'librarianId'), lessonId: idOrNull(values, 'lessonId') },
    ...{ place: values.place ?? '', note: values.note ?? '' },
  };
}
