import { m } from '#i18n/messages';
import type { Command } from './command.ts';
import { importCommand } from './import-files.ts';

const COMMON = '[--dry-run] [--overlay skip|replace|add_items_only] [--library CODE] [--report FILE.csv]';

/** `import …`: the same importers as the pages, in the process of the command. */
export const importCommands: Readonly<Record<string, Command>> = {
  'import marc': importCommand('marc', `import marc FILE ${COMMON}`, (locale) =>
    m.cli_import_marc_summary({}, { locale }),
  ),
  'import marc-authorities': importCommand(
    'marc_authorities',
    'import marc-authorities FILE [--dry-run] [--report FILE.csv]',
    (locale) => m.cli_import_marc_authorities_summary({}, { locale }),
  ),
  'import slims': importCommand(
    'slims',
    `import slims [--biblio FILE] [--items FILE] [--members FILE] [--separator SIGN] [--quote double|single|none] ${COMMON}`,
    (locale) => m.cli_import_slims_summary({}, { locale }),
  ),
  'import inlislite-items': importCommand('inlislite_items', `import inlislite-items FILE.xlsx ${COMMON}`, (locale) =>
    m.cli_import_inlislite_items_summary({}, { locale }),
  ),
  'import inlislite-members': importCommand(
    'inlislite_members',
    'import inlislite-members FILE.xlsx [--dry-run] [--overlay skip|replace] [--library CODE] [--report FILE.csv]',
    (locale) => m.cli_import_inlislite_members_summary({}, { locale }),
  ),
  'import koha': importCommand(
    'koha',
    `import koha [--biblio FILE] [--members FILE.csv] [--map library|item_type|category:CODE=CODE]… ${COMMON}`,
    (locale) => m.cli_import_koha_summary({}, { locale }),
  ),
  'import class-list': importCommand(
    'class_list',
    'import class-list FILE.csv|FILE.xlsx --library CODE [--dry-run] [--report FILE.csv]',
    (locale) => m.cli_import_class_list_summary({}, { locale }),
  ),
};
