import type { SourceKind } from '#modules/collection/copying/client';
import { m } from '#i18n/messages';

/** What a way of asking a catalogue is called. */
export const kindNamed: Readonly<Record<SourceKind, () => string>> = {
  sru: m.copying_kind_sru,
  z3950: m.copying_kind_z3950,
  openlibrary: m.copying_kind_openlibrary,
  googlebooks: m.copying_kind_googlebooks,
  crossref: m.copying_kind_crossref,
  lumbung: m.copying_kind_lumbung,
};
