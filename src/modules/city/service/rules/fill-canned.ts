/** What is filled into a canned answer. */
export interface CannedFields {
  /** Of who sent the ticket; '' = nobody knows. */
  nama: string;
  /** The number of the ticket. */
  nomor: string;
  perpustakaan: string;
  /** Who answers. */
  petugas: string;
}

const FIELD = /\{(nama|nomor|perpustakaan|petugas)\}/g;

/** A canned answer with its fields filled in; braces that are none of them stay as they are. A name that nobody knows leaves no gap. */
export function fillCanned(text: string, fields: CannedFields): string {
  return text
    .replace(fields.nama === '' ? /[ ,]*\{nama\}/g : /(?!)/, '')
    .replace(FIELD, (whole, name: string) => new Map(Object.entries<string>({ ...fields })).get(name) ?? whole);
}
