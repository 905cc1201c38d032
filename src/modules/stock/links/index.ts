export { ensureLinks, makeLink, type LinkSubject } from './make-link.ts';
export { renameLink, repointLink, restoreLink, retireLink } from './change-link.ts';
export { barcodeOfLink, labelCodes, openLink, type Opened } from './open-link.ts';
export { getLink, HIT_DAYS, listLinks, type LinkQuery } from './view-links.ts';
export { linkErrors } from './errors.ts';
export { linkTarget, type LinkTarget, type LinkWords } from './schema.ts';
