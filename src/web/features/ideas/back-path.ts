/** Pages to which whoever signs in or shows a ticket may be led back, without a language. */
const BACK = /^\/(papan-ide\/\d+|rencana-aksi(\/\d+\/tindak-lanjut\/\d+)?)$/;

/** The page itself where it is one of these, else `otherwise`. */
export const backPath = (to: string | null, otherwise: string): string =>
  to !== null && BACK.test(to) ? to : otherwise;
