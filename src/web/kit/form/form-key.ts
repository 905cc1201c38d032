/** The pages never see this field. */
export { FORM_KEY } from '#shared/form-key';
/** The field that says: this is the form that was kept while its writer signed in. */
export const KEPT_FORM = '_isian';

/**
 * Names of fields that hold a password, a PIN or a key of a channel (a test holds every form against it): what is typed into them lies about
 * nowhere, not even for an hour.
 */
export const SECRET_FIELD = /sandi|password|passphrase|secret|token$|pin$|^(current|next|again|repeated)$/i;

/** A key that no other rendering of a form has. */
export const newFormKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
