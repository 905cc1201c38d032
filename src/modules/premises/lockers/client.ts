/** What pages may know of lockers: types, safe for the browser. */
export const LOCKERS_AT_ONCE = 200;

export interface Locker {
  id: number;
  libraryId: number;
  /** As it stands on the door: `A07`. */
  number: string;
  outOfOrder: boolean;
  /** Who has the key; null = it hangs at the desk. */
  use: LockerUse | null;
}
export interface LockerUse {
  /** Of a member; null = a guest, or one of whom this desk must not learn. */
  memberNumber: string | null;
  /** '' = a guest who gave no name. */
  name: string;
  since: Date;
}
