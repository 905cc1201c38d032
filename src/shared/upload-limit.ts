/** What one form of a page may send, files included, in megabytes of 1024 × 1024 bytes. Imports are streamed and know no such limit. */
export const FORM_MEGABYTES = 32;
