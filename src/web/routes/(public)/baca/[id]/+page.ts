// a PDF is drawn, and the place kept, by a script; an EPUB and a recording are there without one
export const csr = true;
