/** The counters of a group go up and down in the browser; everything else works without a script. */
export const csr = true;
