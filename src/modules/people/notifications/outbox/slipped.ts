/** How far a message came before something went wrong. */
export interface Progress {
  /** A carrier may have it: it is never sent again by itself. */
  handedOver: boolean;
}

/** A mistake of ours with one message is logged and stops no other. @returns its first words, for the row */
export function noteSlip(what: string, id: number, error: unknown): string {
  process.stderr.write(`notices: ${what} ${id}: ${error instanceof Error ? error.stack : String(error)}\n`);
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}
