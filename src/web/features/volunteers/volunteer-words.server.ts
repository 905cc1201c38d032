import {
  CHECK_KINDS,
  SKILLS,
  type CheckKind,
  type Match,
  type Place,
  type Shift,
  type Skill,
  type Task,
  type Volunteer,
  type VolunteerState,
} from '#modules/city/volunteers/client';
import { m } from '#i18n/messages';
import type { Locale } from '#platform/context';
import { formatDate, formatInstant, formatTime, formatWeekday, localDate } from '#shared/dates';

const skillNames: Record<Skill, () => string> = {
  reading_aloud: m.volunteers_skill_reading_aloud,
  shelving: m.volunteers_skill_shelving,
  teaching: m.volunteers_skill_teaching,
  it: m.volunteers_skill_it,
  languages: m.volunteers_skill_languages,
  crafts: m.volunteers_skill_crafts,
  photo: m.volunteers_skill_photo,
  lifting: m.volunteers_skill_lifting,
};
const checkNames: Record<CheckKind, () => string> = {
  adult: m.volunteers_check_adult,
  reference: m.volunteers_check_reference,
  training: m.volunteers_check_training,
};
const stateNames: Record<VolunteerState, () => string> = {
  offered: m.volunteers_state_offered,
  active: m.volunteers_state_active,
  declined: m.volunteers_state_declined,
  left: m.volunteers_state_left,
};

export const skillOptions = () => SKILLS.map((value) => ({ value, label: skillNames[value]() }));
export const checkOptions = () => CHECK_KINDS.map((value) => ({ value, label: checkNames[value]() }));
export const dayOptions = (locale: Locale) =>
  [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: formatWeekday(value, locale) }));
export const stateWords = (state: VolunteerState): string => stateNames[state]();
export const skillWords = (skills: readonly Skill[]): string => skills.map((one) => skillNames[one]()).join(', ');
export const dayWords = (days: readonly number[], locale: Locale): string =>
  days.map((day) => formatWeekday(day, locale)).join(', ');
export const hoursWords = (minutes: number): string =>
  m.volunteers_hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });

/** Why somebody fits a shift, in a line. */
export const matchWords = ({ skills, onTheirDay, recentMinutes }: Match): string =>
  [
    skillWords(skills),
    onTheirDay ? m.volunteers_match_day() : m.volunteers_match_other_day(),
    recentMinutes > 0
      ? m.volunteers_match_lately({ hours: hoursWords(recentMinutes) })
      : m.volunteers_match_not_lately(),
  ]
    .filter(Boolean)
    .join(' · ');

const said = (task: Task, locale: Locale) => ({
  title: (locale === 'en' && task.titleEn) || task.title,
  description: (locale === 'en' && task.descriptionEn) || task.description,
});

/** A shift as a line. */
export function shiftLine(shift: Shift, locale: Locale) {
  const { task, startsAt, endsAt, places, taken, waiting, state } = shift;
  const zone = task.library.timeZone;
  const left = Math.max(0, places - taken);
  return {
    id: shift.id,
    ...said(task, locale),
    library: task.library.name,
    when: `${formatInstant(startsAt, zone, locale, 'full')} – ${formatTime(endsAt, zone, locale)}`,
    needs: [...task.needs.map((kind) => checkNames[kind]()), task.withChildren ? m.volunteers_with_children() : '']
      .filter(Boolean)
      .join(' · '),
    left: left > 0 ? m.volunteers_left_places({ left, all: places }) : m.volunteers_full(),
    isFull: left === 0 || waiting > 0,
    isCancelled: state === 'cancelled',
  };
}

/** What was noted of somebody, as lines. */
export const checkLines = (volunteer: Volunteer, locale: Locale): string[] =>
  volunteer.checks.map(({ kind, notedOn, notedBy, untilOn }) =>
    [
      m.volunteers_check_line({ what: checkNames[kind](), day: formatDate(notedOn, locale), name: notedBy }),
      untilOn === null ? '' : m.volunteers_until({ day: formatDate(untilOn, locale) }),
    ]
      .filter(Boolean)
      .join(', '),
  );

/** Checks that were taken back, as lines. */
export const takenBackLines = (volunteer: Volunteer, locale: Locale): string[] =>
  volunteer.takenBack.map(({ kind, on, by, reason }) =>
    m.volunteers_check_taken_line({ what: checkNames[kind](), day: formatDate(on, locale), name: by, reason }),
  );

/** Months with their hours. */
export const monthLines = (months: readonly { month: string; minutes: number }[]) =>
  months.map(({ month, minutes }) => ({ month, hours: hoursWords(minutes) }));

/** When somebody was there, in words of the zone. */
export function thereWords({ cameAt, leftAt }: Place, zone: string, locale: Locale): string {
  if (!cameAt) return m.volunteers_not_came();
  const came = formatTime(cameAt, zone, locale);
  return leftAt ? `${came} – ${formatTime(leftAt, zone, locale)}` : m.volunteers_is_there({ time: came });
}

export const dayOf = (instant: Date, zone: string, locale: Locale): string =>
  formatDate(localDate(instant, zone), locale);
