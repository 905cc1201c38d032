import { expect, test } from 'vitest';
import { daySlots, slotsFrom } from './day-slots.ts';

const zone = 'Asia/Jakarta';
const day = (hours: { opens: number; closes: number }[], minutes: number) =>
  daySlots('2026-11-26', hours, minutes, zone);
const at = (time: string): Date => new Date(`2026-11-26T${time}:00+07:00`);

test('opening hours are cut into slots; what is left before closing is none', () => {
  const slots = day([{ opens: 480, closes: 700 }], 60);
  expect(slots.map((slot) => slot.startsAt)).toEqual([at('08:00'), at('09:00'), at('10:00')]);
  expect(slots.at(-1)?.endsAt).toEqual(at('11:00'));
  expect(day([], 60)).toEqual([]);
  expect(day([{ opens: 480, closes: 500 }], 60)).toEqual([]);
});

test('several slots are taken together only where no break lies between them', () => {
  const slots = day(
    [
      { opens: 480, closes: 720 },
      { opens: 780, closes: 900 },
    ],
    60,
  );
  expect(slotsFrom(slots, at('10:00'), 2)).toEqual({ startsAt: at('10:00'), endsAt: at('12:00') });
  expect(slotsFrom(slots, at('11:00'), 2)).toBeNull();
  expect(slotsFrom(slots, at('14:00'), 2)).toBeNull();
  expect(slotsFrom(slots, at('10:30'), 1)).toBeNull();
});
