import { catalogExport } from '#modules/catalog/jobs';
import type { AskedKind } from '#platform/heavy';

/** What people can ask the worker for, beside papers. */
export const askedKinds: readonly AskedKind[] = [catalogExport];
