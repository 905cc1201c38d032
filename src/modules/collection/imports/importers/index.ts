import type { ImportKind } from '../client.ts';
import type { Importer } from './importer.ts';
import { readClassListEntries } from './class-list.ts';
import { readInlisliteItems, readInlisliteMembers } from './inlislite.ts';
import { readKohaEntries } from './koha.ts';
import { readAuthorityEntries } from './marc-authorities.ts';
import { readMarcEntries } from './marc.ts';
import { readSlimsEntries } from './slims.ts';

export const importers: Readonly<Record<ImportKind, Importer>> = {
  marc: readMarcEntries,
  marc_authorities: readAuthorityEntries,
  slims: readSlimsEntries,
  inlislite_items: readInlisliteItems,
  inlislite_members: readInlisliteMembers,
  class_list: readClassListEntries,
  koha: readKohaEntries,
};
