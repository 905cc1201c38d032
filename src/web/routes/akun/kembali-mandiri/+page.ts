// the camera needs a script; everything else works as forms
export const csr = true;
