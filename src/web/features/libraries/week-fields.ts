/** Form fields of one weekday: at least two intervals, and always an empty one more than are filled in. */
export interface WeekdayFields {
  weekday: number;
  name: string;
  slots: { opens: string; closes: string; opensName: string; closesName: string }[];
}
