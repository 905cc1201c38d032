/** What a scanner types finds its field wherever the last touch was; everything works without a script. */
export const csr = true;
