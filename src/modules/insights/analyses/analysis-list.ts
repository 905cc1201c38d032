import type { AnalysisDefinition } from './analysis.ts';
import { openingVisits } from './sheets/opening-visits.ts';
import { queuePurchases } from './sheets/queue-purchases.ts';

/** All analyses, in the order in which they are listed. */
export const ANALYSES: readonly AnalysisDefinition[] = [openingVisits, queuePurchases];
