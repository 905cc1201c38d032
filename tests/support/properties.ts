import fc from 'fast-check';

/**
 * Properties are tried with the same cases in every run: a test that fails today fails for whoever looks at it tomorrow, and a change
 * is refused for what it did, not for a throw of dice. `LUMBUNG_SEED=random` (or a number) tries others; `npm run torture` does so.
 */
const chosen = process.env['LUMBUNG_SEED'];
if (chosen !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(chosen ?? 20_261_128) });
