const MINUTE = 60_000;
/** After what a channel did not take: minutes until the next try. */
const WAITS = [1, 5, 15, 60, 180];
/** Where nobody knows whether it is there: minutes until it is looked for. A channel may take a while to show it. */
const LOOKS = [3, 10, 30, 120, 360];

const after = (now: Date, minutes: number): Date => new Date(now.getTime() + minutes * MINUTE);

/** When what certainly is not there is tried again. @param asked so many seconds the channel asked for, at most a day of them */
export function nextTry(now: Date, attempts: number, asked: number | undefined): Date {
  const own = after(now, WAITS[Math.min(attempts, WAITS.length) - 1] ?? 1);
  if (asked === undefined) return own;
  const wished = new Date(now.getTime() + Math.min(Math.max(asked, 0), 86_400) * 1000);
  return wished > own ? wished : own;
}

/** When it is looked for next. */
export const nextLook = (now: Date, looked: number): Date => after(now, LOOKS[Math.min(looked, LOOKS.length - 1)] ?? 3);
