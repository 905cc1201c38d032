import { catalogExport } from '#modules/collection/catalog/jobs';
import { participantsTable } from '#modules/community/certificates/jobs';
import { cashTable } from '#modules/lending/charges/jobs';
import { classList } from '#modules/collection/imports/jobs';
import { libraryWarnings } from '#modules/lending/letters/jobs';
import { responsesTable } from '#modules/community/questionnaires/jobs';
import { registerSheet, stocktakeSheet } from '#modules/stock/stocktake/jobs';
import { figuresTable } from '#modules/premises/visits/jobs';
import type { AskedKind } from '#platform/heavy';

/** What people can ask the worker for, beside papers. */
export const askedKinds: readonly AskedKind[] = [
  catalogExport,
  cashTable,
  classList,
  figuresTable,
  libraryWarnings,
  participantsTable,
  registerSheet,
  responsesTable,
  stocktakeSheet,
];
