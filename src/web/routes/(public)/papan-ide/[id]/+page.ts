/** The board changes while one looks; without a script it is read again by hand. */
export const csr = true;
