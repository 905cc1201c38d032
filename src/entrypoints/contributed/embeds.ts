// Written by scripts/gen-contributions.mjs: run it when a module's contributions change; `npm run check` compares.
import { embeds as cityCollections } from '#modules/city/collections/embeds';

/** What writings can show of modules, as it is when they are read. */
export const embeds = [...cityCollections] as const;
