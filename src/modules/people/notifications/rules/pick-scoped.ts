/** A row that holds for a library or a category, or for all where they are null. */
interface Scoped {
  libraryId: number | null;
  categoryId: number | null;
}

/**
 * The row that holds for a member of a category at a library: one for both goes before one for the library, that before one for
 * the category, that before the network's.
 */
export function pickScoped<T extends Scoped>(
  rows: readonly T[],
  { libraryId, categoryId }: { libraryId: number; categoryId: number },
): T | null {
  const weight = (row: Scoped): number => (row.libraryId !== null ? 2 : 0) + (row.categoryId !== null ? 1 : 0);
  const fitting = rows.filter(
    (row) =>
      (row.libraryId === null || row.libraryId === libraryId) &&
      (row.categoryId === null || row.categoryId === categoryId),
  );
  return fitting.toSorted((a, b) => weight(b) - weight(a))[0] ?? null;
}
