import { z } from 'zod';
import { day, instant } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { SEAT_KINDS } from './client.ts';

const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

export const seatInput = z.object({
  kind: z.enum(SEAT_KINDS),
  name: requiredText(80),
  note: z.string().trim().max(300).default(''),
  capacity: number(1, 500),
  slotMinutes: number(15, 480),
  maxSlotsPerDay: number(1, 32),
  needsApproval: z.boolean(),
  noShowMinutes: number(5, 480),
  active: z.boolean().default(true),
});
export type SeatInput = z.input<typeof seatInput>;

export const reservationInput = z.object({
  seatId: z.number().int().positive(),
  startsAt: instant,
  /** So many slots, one after the other. */
  slots: number(1, 32),
  people: number(1, 500).default(1),
  purpose: z.string().trim().max(200).default(''),
  /** Left out by members: they reserve for themselves. */
  memberNumber: z.string().trim().max(40).optional(),
});
export type ReservationInput = z.input<typeof reservationInput>;

export const dateInput = day;
