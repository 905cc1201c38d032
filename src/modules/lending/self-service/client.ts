/** What proves that a reader is in the house: the room's code, an address of the house's network, or either of them. */
export const presenceKinds = ['code', 'network', 'either'] as const;
export type PresenceKind = (typeof presenceKinds)[number];

export interface SelfServiceRule {
  /** Readers lend to themselves by phone. */
  phone: boolean;
  presence: PresenceKind;
  /** There is a return box … */
  returnBox: boolean;
  /** … and whoever uses it shows that they are in the house. */
  dropPresence: boolean;
  /** At a kiosk the card alone is not enough. */
  kioskPin: boolean;
  /** After so many seconds without a touch a kiosk locks itself. */
  kioskSeconds: number;
  /** Addresses of the house's own network, in CIDR notation. */
  networks: readonly string[];
}

/** What a reader is told of a copy before and after lending it. */
export interface SelfLoan {
  loanId: number;
  itemBarcode: string;
  title: string;
  mainAuthor: string | null;
  library: { id: number; code: string; name: string; timeZone: string };
  at: Date;
  dueAt: Date;
}
/** The same before it is lent. */
export type OfferedLoan = Omit<SelfLoan, 'loanId' | 'at'>;

/** A copy that lies in a return box, as the reader says, and waits for staff. */
export interface ReturnDrop {
  id: number;
  loanId: number;
  itemBarcode: string;
  title: string;
  library: SelfLoan['library'];
  droppedAt: Date;
}

/** A fixed tablet at which readers lend. */
export interface KioskDevice {
  id: number;
  name: string;
  addedAt: Date;
  addedBy: string;
  /** null = its tablet has not typed the code yet. */
  enrolledAt: Date | null;
}
