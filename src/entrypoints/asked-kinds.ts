import { catalogExport } from '#modules/catalog/jobs';
import { participantsTable } from '#modules/certificates/jobs';
import { cashTable } from '#modules/charges/jobs';
import { classList } from '#modules/imports/jobs';
import { libraryWarnings } from '#modules/letters/jobs';
import { responsesTable } from '#modules/questionnaires/jobs';
import { registerSheet, stocktakeSheet } from '#modules/stocktake/jobs';
import { figuresTable } from '#modules/visits/jobs';
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
