// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { panels as collectionSearch } from '#modules/collection/search/panels';
import { panels as cityAnswers } from '#modules/city/answers/panels';
import { panels as cityService } from '#modules/city/service/panels';
import { panels as cityCampaigns } from '#modules/city/campaigns/panels';

/** Parts that modules show on pages of others. */
export const panels = [...collectionSearch, ...cityAnswers, ...cityService, ...cityCampaigns] as const;
