/** The subgraphs that there are, in the order in which they are told of. */
export const subgraphNames = ['vipps', 'entur'] as const;

export type SubgraphName = (typeof subgraphNames)[number];
