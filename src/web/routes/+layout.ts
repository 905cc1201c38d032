// Pages are complete without a script; a part of the house that needs one (the staff rooms) switches it on.
export const csr = false;
