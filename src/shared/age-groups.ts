/**
 * First years of life of the age groups in which readers are counted: before school, elementary, middle and high school, students, then
 * decades. A loan that is cut from its reader keeps its group, so a group that is added later counts only what is lent from then on.
 */
export const AGE_GROUPS = [0, 7, 13, 16, 19, 26, 36, 46, 60] as const;

/** `0–6`, `7–12` … `60+`. */
export function ageGroupName(from: number): string {
  const next = AGE_GROUPS.find((start) => start > from);
  return next === undefined ? `${from}+` : `${from}–${next - 1}`;
}
