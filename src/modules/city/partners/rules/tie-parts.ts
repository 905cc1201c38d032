/** What a partner does in a programme, a course or a collection. */
export const TIE_PARTS = ['organises', 'speaks', 'hosts', 'funds', 'teaches', 'gives', 'invites'] as const;
export type TiePart = (typeof TIE_PARTS)[number];
