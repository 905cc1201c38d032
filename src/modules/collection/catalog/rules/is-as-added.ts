/** For so long a copy that was added can be taken back: a day of work. */
export const UNDO_ADDING_HOURS = 12;

/** What tells of a copy whether it is as it was added. */
interface AddedCopy {
  version: number;
  onLoan: boolean;
  setAside: string | null;
  ownerLibraryId: number | null;
}

/** Nobody has changed, lent or moved this copy. What else may point at it the database knows. */
export const isAsAdded = ({ version, onLoan, setAside, ownerLibraryId }: AddedCopy): boolean =>
  version === 1 && !onLoan && setAside === null && ownerLibraryId === null;
