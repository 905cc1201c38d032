const FIT: ReadonlySet<string> = new Set(['available', 'in_processing', 'repair']);

/** May such a copy be promised for a later day? Not one that is lost or withdrawn, nor one in the box of a bulk loan. */
export const fitToBook = ({ status, setAside }: { status: string; setAside: string | null }): boolean =>
  FIT.has(status) && setAside !== 'bulk_loan';
