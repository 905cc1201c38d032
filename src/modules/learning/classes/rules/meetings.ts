/** How a class learns: at one's own pace, in meetings at the school, or in the library. */
export const WAYS = ['self', 'school', 'library'] as const;
export type ClassWay = (typeof WAYS)[number];

/** Whether a pupil came to a meeting, and why not. */
export const ATTENDANCE_STATES = ['present', 'excused', 'sick', 'absent'] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

/** So many meetings a plan has at most: two a week of a school year. */
export const MOST_MEETINGS = 80;

/** So many weeks are looked through for days on which there can be a meeting. */
const MOST_WEEKS = 60;

/**
 * The days of a plan: the first, and the same weekday of the weeks that follow, so many that stand open; closed ones are passed over.
 * @param after the day so many days later
 * @returns `days` in order, and those that were `passed` over
 */
export function weeklyDays(
  first: string,
  times: number,
  { isOpen, after }: { isOpen: (day: string) => boolean; after: (day: string, days: number) => string },
): { days: string[]; passed: string[] } {
  const days: string[] = [];
  const passed: string[] = [];
  for (let week = 0; week < MOST_WEEKS && days.length < times; week += 1) {
    const day = after(first, 7 * week);
    (isOpen(day) ? days : passed).push(day);
  }
  return { days, passed };
}

/** How many of each state. */
export const countStates = (states: readonly AttendanceState[]): Record<AttendanceState, number> => ({
  present: states.filter((state) => state === 'present').length,
  excused: states.filter((state) => state === 'excused').length,
  sick: states.filter((state) => state === 'sick').length,
  absent: states.filter((state) => state === 'absent').length,
});

/** Whether a class meets at a library: at that of its own, or at one that is no other school's. */
export const mayMeetAt = ({ id, type }: { id: number; type: string }, ownLibrary: number): boolean =>
  type !== 'sekolah' || id === ownLibrary;
