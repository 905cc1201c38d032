/** What a template is given of one label; which parts there are depends on the kind. */
export type Label = Record<string, unknown>;
