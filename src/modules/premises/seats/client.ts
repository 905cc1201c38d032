/** What pages may know about rooms and seats: types and fixed lists, safe for the browser. */
export const SEAT_KINDS = ['room', 'computer', 'seat'] as const;
export type SeatKind = (typeof SEAT_KINDS)[number];

export const RESERVATION_STATUSES = ['asked', 'confirmed', 'present', 'declined', 'cancelled', 'no_show'] as const;
export type ReservationStatus = (typeof RESERVATION_STATUSES)[number];

/** A room, a computer or a study seat. */
export interface Seat {
  id: number;
  library: { id: number; code: string; name: string; timeZone: string };
  kind: SeatKind;
  name: string;
  note: string;
  /** How many people it holds. */
  capacity: number;
  slotMinutes: number;
  maxSlotsPerDay: number;
  needsApproval: boolean;
  noShowMinutes: number;
  active: boolean;
}

/** A part of a day that can be reserved. */
export interface SeatSlot {
  startsAt: Date;
  endsAt: Date;
  /** `free`, reserved by somebody, or over. */
  state: 'free' | 'taken' | 'past';
}

export interface SeatReservation {
  id: number;
  seatId: number;
  seatName: string;
  kind: SeatKind;
  library: { id: number; code: string; name: string; timeZone: string };
  /** Null once it is forgotten who it was. */
  memberNumber: string | null;
  memberName: string | null;
  startsAt: Date;
  endsAt: Date;
  people: number;
  purpose: string;
  status: ReservationStatus;
}
