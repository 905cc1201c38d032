interface Minutes {
  weekday: number;
  opensMinute: number;
  closesMinute: number;
}
export interface ClockHours {
  weekday: number;
  /** `08:00`; `24:00` is the end of a day */
  opens: string;
  closes: string;
}

const two = (value: number): string => String(value).padStart(2, '0');
/** 480 → `08:00`, as `<input type="time">` and the API have it. */
export const toClockTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
/** `08:00` → 480. The text must look like a clock time. */
export const fromClockTime = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

export const toClockTimes = (hours: readonly Minutes[]): ClockHours[] =>
  hours.map(({ weekday, opensMinute, closesMinute }) => ({
    weekday,
    opens: toClockTime(opensMinute),
    closes: toClockTime(closesMinute),
  }));
export const fromClockTimes = (hours: readonly ClockHours[]): Minutes[] =>
  hours.map(({ weekday, opens, closes }) => ({
    weekday,
    opensMinute: fromClockTime(opens),
    closesMinute: fromClockTime(closes),
  }));
