// the camera needs a script; the form beside it does not
export const csr = true;
